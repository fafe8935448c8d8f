package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.Points.DenseVector;
import org.apache.lucene.search.Query;

/**
 * A search for the points nearest to a vector.
 *
 * @param vector which of the points' vectors to compare
 * @param target finite, of the vector's size
 * @param filter what the points must match
 * @param most the number of hits wanted
 * @param accuracy whether a graph may be used
 */
public record DenseSearchRequest(VectorSpec vector, DenseVector target, Query filter, int most, Accuracy accuracy) {
    /** How a segment that has a graph is searched. */
    public sealed interface Accuracy {
        /** Scan, which finds the true nearest. */
        record Exact() implements Accuracy {}

        /**
         * Search the graph, where that is faster.
         *
         * @param candidates how many points the search of the graph keeps; more find more. Qdrant's {@code hnsw_ef}
         */
        record Approximate(int candidates) implements Accuracy {}
    }
}
