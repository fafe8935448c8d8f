package dev.lockstep.domain;

import java.util.Locale;

/** The type of what a metadata field holds. A string that is also a date has both types: it can be matched and ordered. */
public enum FieldType {
    STRING("a string"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    DATE("a date (RFC 3339)");

    private final String noun;

    FieldType(String noun) {
        this.noun = noun;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a field of this type may hold a value; a list is none. */
    boolean admits(Object value) {
        return switch (this) {
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof String text && Instants.parse(text).isPresent();
        };
    }

    /** Names what is expected of a value, for messages. */
    String noun() {
        return noun;
    }

    /** Names what is expected in a list, for messages. */
    String plural() {
        return wireName() + "s";
    }
}
