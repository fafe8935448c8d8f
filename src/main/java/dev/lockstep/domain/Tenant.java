package dev.lockstep.domain;

/** The owner of a row or a point. Until callers authenticate there is one: {@link #DEFAULT}. */
public record Tenant(String value) {

    public static final Tenant DEFAULT = new Tenant("default");
}
