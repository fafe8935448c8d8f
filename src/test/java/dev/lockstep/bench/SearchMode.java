package dev.lockstep.bench;

import java.util.Locale;

/** As the REST interface names them. */
enum SearchMode {
    DENSE,
    LEXICAL,
    HYBRID;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
