package dev.lockstep.domain;

/** The owner of a row or a point, who sees nothing of what others own. */
public record Tenant(String value) {

    /** The tenant of the operator, and the only one where nobody asks for keys. */
    public static final Tenant DEFAULT = new Tenant("default");
}
