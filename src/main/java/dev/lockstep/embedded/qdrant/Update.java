package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.util.concurrent.CompletableFuture;

/**
 * An operation on its way from the log to the index.
 *
 * @param bytes its size in the log
 * @param applied completes when readers see it
 */
record Update(long sequence, PointsUpdateOperation operation, int bytes, CompletableFuture<Void> applied) {}
