package dev.lockstep.features.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import static dev.lockstep.features.search.SearchRules.invalid;

/** The scores a hit may have. */
public enum ScoreName {
    RELEVANCE,
    DENSE,
    LEXICAL,
    FUSED,
    RERANK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws dev.lockstep.domain.Rejected for a name that is none */
    static ScoreName named(String name) {
        return Arrays.stream(values())
                .filter(score -> score.wireName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        invalid("threshold_on", "'threshold_on' must be one of " + names() + ", not '" + name + "'"));
    }

    private static String names() {
        return Arrays.stream(values()).map(ScoreName::wireName).collect(Collectors.joining(", "));
    }
}
