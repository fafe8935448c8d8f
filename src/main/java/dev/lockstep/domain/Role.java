package dev.lockstep.domain;

import java.util.Locale;

/** Says who has said a message. */
public enum Role {
    USER,
    ASSISTANT,
    SYSTEM,
    TOOL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
