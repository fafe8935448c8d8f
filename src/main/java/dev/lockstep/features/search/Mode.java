package dev.lockstep.features.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static dev.lockstep.features.search.SearchRules.invalid;

/** Says which legs a search asks. */
public enum Mode {
    HYBRID,
    DENSE,
    LEXICAL;

    boolean asks(LegName leg) {
        return switch (this) {
            case HYBRID -> true;
            case DENSE -> leg == LegName.DENSE;
            case LEXICAL -> leg == LegName.LEXICAL;
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws dev.lockstep.domain.Rejected for a name that is none */
    static Mode named(@Nullable String name) {
        if (name == null) {
            return HYBRID;
        }
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("mode", "'mode' must be one of " + names() + ", not '" + name + "'"));
    }

    private static String names() {
        return Arrays.stream(values()).map(Mode::wireName).collect(Collectors.joining(", "));
    }
}
