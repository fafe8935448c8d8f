package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.storage.WriteAcknowledgement;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs operations one after the other, up to the first that fails. */
record UpdateBatch(PointCollection collection, WriteAcknowledgement acknowledgement) {
    /** A result for each. The operations before one that fails stay done, as in Qdrant. */
    CompletableFuture<List<UpdateResult>> run(List<PointsUpdateOperation> operations) {
        OperationChecks checks = new OperationChecks(collection.schema());
        CompletableFuture<List<UpdateResult>> results = CompletableFuture.completedFuture(new ArrayList<>());
        for (PointsUpdateOperation operation : operations) {
            PointsUpdateOperation checked;
            try {
                checked = checks.checked(operation);
            } catch (RuntimeException refusal) {
                return results.thenCompose(earlier -> CompletableFuture.failedFuture(refusal));
            }
            results = results.thenCompose(earlier -> next(checked, earlier));
        }
        return results;
    }

    private CompletableFuture<List<UpdateResult>> next(PointsUpdateOperation operation, List<UpdateResult> earlier) {
        return collection.update(operation, acknowledgement).thenApply(result -> {
            earlier.add(result);
            return earlier;
        });
    }
}
