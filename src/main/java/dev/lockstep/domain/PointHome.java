package dev.lockstep.domain;

/** Where the points of a scope are. Others may have theirs in the same collection. */
public record PointHome(ScopeId scope, String collection) {}
