package dev.lockstep.bench;

import java.util.Set;

/**
 * A query with the ids of the documents that answer it, at least one.
 *
 * @param relevant whatever was judged above 0; grades count alike
 */
record JudgedQuery(String id, String text, Set<String> relevant) {

    JudgedQuery {
        relevant = Set.copyOf(relevant);
    }
}
