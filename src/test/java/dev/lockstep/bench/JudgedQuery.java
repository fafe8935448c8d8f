package dev.lockstep.bench;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A query with the ids of the documents that answer it, at least one.
 *
 * @param relevant whatever was judged above 0; grades count alike
 */
record JudgedQuery(String id, String text, Set<String> relevant) {

    JudgedQuery {
        relevant = Set.copyOf(relevant);
    }

    Map<String, Integer> grades() {
        return relevant.stream().collect(Collectors.toMap(Function.identity(), id -> 1));
    }
}
