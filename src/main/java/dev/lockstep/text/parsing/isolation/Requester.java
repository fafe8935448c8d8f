package dev.lockstep.text.parsing.isolation;

/** Whoever has documents parsed: parsers are shared out among tenants first, and then among the knowledge bases of each. */
public record Requester(String tenant, String knowledgeBase) {}
