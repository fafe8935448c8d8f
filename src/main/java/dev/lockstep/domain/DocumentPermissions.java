package dev.lockstep.domain;

import java.util.Locale;

/** Whether the documents of a knowledge base must say who may read them. */
public enum DocumentPermissions {
    /** A document that names no readers is open to every caller of the tenant. */
    OPTIONAL,
    /** A document that names no readers is for administrators alone. */
    REQUIRED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DocumentPermissions of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
