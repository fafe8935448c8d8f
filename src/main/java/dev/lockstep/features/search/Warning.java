package dev.lockstep.features.search;

import java.util.Locale;

/** Something the caller should know of an answer that is otherwise as asked. */
public record Warning(Code code, String message) {

    /** Names may be added, never changed. */
    public enum Code {
        QUERY_TRUNCATED,
        NO_LEXICAL_TERMS,
        THRESHOLD_NOT_APPLIED,
        PAGING_LIMIT_REACHED,
        MODEL_DOES_NOT_READ_LANGUAGE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
