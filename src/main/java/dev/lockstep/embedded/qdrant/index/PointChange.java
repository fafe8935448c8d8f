package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.Points.PointStruct;

/** What an operation does to a point that is there. */
@FunctionalInterface
public interface PointChange {
    /** The changed point, or the same object if nothing is to be written. */
    PointStruct apply(PointStruct point);
}
