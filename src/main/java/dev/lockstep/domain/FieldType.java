package dev.lockstep.domain;

import java.util.Locale;

/** What a metadata field holds. A string that is also a date has both types: it can be matched and ordered. */
public enum FieldType {
    STRING,
    NUMBER,
    BOOLEAN,
    DATE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
