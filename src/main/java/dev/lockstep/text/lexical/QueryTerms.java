package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;
import java.util.Map;

/**
 * What a query asks for.
 *
 * @param vector how often each term occurs in the query
 * @param terms by their indices, as the analyzer left them (stemmed)
 */
public record QueryTerms(SparseVector vector, Map<Integer, String> terms) {

    public QueryTerms {
        terms = Map.copyOf(terms);
    }

    /** A query of stop words and punctuation only has none. */
    public boolean isEmpty() {
        return vector.isEmpty();
    }
}
