package dev.lockstep.web.http;

/** Something that should be known of an answer that is otherwise as asked. */
public record WarningView(String code, String message) {}
