package dev.lockstep.embedded.qdrant.update;

import com.google.protobuf.Message;
import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.protocol.ElapsedTime;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Checks writes whole and hands them to their collection. What is refused leaves nothing behind. */
public record PointWrites(CollectionRegistry collections) {
    public CompletableFuture<PointsOperationResponse> write(Message request, PointsUpdateOperation operation)
            throws IOException {
        long start = System.nanoTime();
        WriteOptions options = WriteOptions.of(request);
        PointCollection collection = collections.get(options.collection());
        PointsUpdateOperation checked = new OperationChecks(collection.schema()).checked(operation);
        return collection.update(checked, options.acknowledgement()).thenApply(result -> response(result, start));
    }

    /** Each operation is a request of its own: it begins when the one before is answered, and what fails ends the batch. */
    public CompletableFuture<UpdateBatchResponse> updateBatch(UpdateBatchPoints request) throws IOException {
        long start = System.nanoTime();
        WriteOptions options = WriteOptions.of(request);
        PointCollection collection = collections.get(options.collection());
        if (request.getOperationsCount() == 0) {
            throw ErrorStatus.badInput("operations: length must be 1 or larger");
        }
        return new UpdateBatch(collection, options.acknowledgement())
                .run(request.getOperationsList())
                .thenApply(results -> UpdateBatchResponse.newBuilder()
                        .addAllResult(results)
                        .setTime(ElapsedTime.secondsSince(start))
                        .build());
    }

    private static PointsOperationResponse response(UpdateResult result, long start) {
        return PointsOperationResponse.newBuilder()
                .setResult(result)
                .setTime(ElapsedTime.secondsSince(start))
                .build();
    }
}
