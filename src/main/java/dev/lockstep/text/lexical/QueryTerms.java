package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;
import java.util.Map;

/**
 * The terms that a query asks for.
 *
 * @param vector how often each term occurs in the query, an additional one by halves
 * @param terms by their indices, as the analyzer left them (stemmed)
 */
public record QueryTerms(SparseVector vector, Map<Integer, String> terms) {

    public QueryTerms {
        terms = Map.copyOf(terms);
    }

    /** Tells whether there are no terms, as for a query of stop words and punctuation only. */
    public boolean isEmpty() {
        return vector.isEmpty();
    }
}
