package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.storage.WriteAcknowledgement.Applied;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateResult;
import java.util.concurrent.CompletableFuture;

/**
 * An operation on its way from the log to the index.
 *
 * @param bytes its size in the log
 * @param applied completes when readers see it
 */
public record QueuedUpdate(
        long sequence,
        PointsUpdateOperation operation,
        int bytes,
        WriteAcknowledgement acknowledgement,
        CompletableFuture<Void> applied) {

    boolean isAwaited() {
        return acknowledgement instanceof Applied;
    }

    public CompletableFuture<UpdateResult> answer() {
        return acknowledgement.after(applied).thenApply(status -> UpdateResult.newBuilder()
                .setOperationId(sequence)
                .setStatus(status)
                .build());
    }
}
