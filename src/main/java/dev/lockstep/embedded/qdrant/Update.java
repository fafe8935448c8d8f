package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.Acknowledgement.Applied;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateResult;
import java.util.concurrent.CompletableFuture;

/**
 * An operation on its way from the log to the index.
 *
 * @param bytes its size in the log
 * @param applied completes when readers see it
 */
record Update(
        long sequence,
        PointsUpdateOperation operation,
        int bytes,
        Acknowledgement acknowledgement,
        CompletableFuture<Void> applied) {

    boolean isAwaited() {
        return acknowledgement instanceof Applied;
    }

    CompletableFuture<UpdateResult> answer() {
        return acknowledgement.after(applied).thenApply(status -> UpdateResult.newBuilder()
                .setOperationId(sequence)
                .setStatus(status)
                .build());
    }
}
