package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.Points.SparseVector;
import org.apache.lucene.search.Query;

/**
 * A search for the points whose sparse vector has the largest dot product with another.
 *
 * @param vector which of the points' vectors to compare
 * @param target with distinct indices, in any order
 * @param filter what the points must match
 * @param most the number of hits wanted
 */
public record SparseSearchRequest(SparseSpec vector, SparseVector target, Query filter, int most) {}
