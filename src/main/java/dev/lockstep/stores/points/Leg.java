package dev.lockstep.stores.points;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.SparseVector;

/** One way to ask which points are near a query. */
public sealed interface Leg {

    /** The search by meaning, by the cosine of the dense vectors. */
    record Dense(Embedding query) implements Leg {}

    /**
     * The search by words. A score is the sum over the terms that both have of the weights in query and point, times
     * how rare the term is in the collection, which Qdrant knows. A point without any of the terms is not found.
     */
    record Lexical(SparseVector query) implements Leg {}
}
