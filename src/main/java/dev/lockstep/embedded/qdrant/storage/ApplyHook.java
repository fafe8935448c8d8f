package dev.lockstep.embedded.qdrant.storage;

import io.qdrant.client.grpc.Points.PointsUpdateOperation;

/**
 * Tests hold or delay by it what was acknowledged. It is called by the one thread that applies the operations of a collection,
 * before each, or before each group that becomes visible by itself. It may block, and is interrupted when the collection
 * closes. What it throws counts as a failure to apply the operation.
 */
@FunctionalInterface
public interface ApplyHook {
    ApplyHook NOTHING = (collection, operation) -> {};

    void apply(String collection, PointsUpdateOperation operation) throws InterruptedException;
}
