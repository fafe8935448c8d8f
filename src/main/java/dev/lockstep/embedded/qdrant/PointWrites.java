package dev.lockstep.embedded.qdrant;

import com.google.protobuf.Message;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Checks writes whole and hands them to their collection. What is refused leaves nothing behind. */
record PointWrites(CollectionRegistry collections) {
    CompletableFuture<PointsOperationResponse> write(Message request, PointsUpdateOperation operation)
            throws IOException {
        long start = System.nanoTime();
        WriteOptions options = WriteOptions.of(request);
        PointCollection collection = collections.get(options.collection());
        PointsUpdateOperation checked = new OperationChecks(collection.schema()).checked(operation);
        return collection.update(checked, options.acknowledgement()).thenApply(result -> response(result, start));
    }

    /** Each operation is a request of its own: it begins when the one before is answered, and what fails ends the batch. */
    CompletableFuture<UpdateBatchResponse> updateBatch(UpdateBatchPoints request) throws IOException {
        long start = System.nanoTime();
        WriteOptions options = WriteOptions.of(request);
        PointCollection collection = collections.get(options.collection());
        if (request.getOperationsCount() == 0) {
            throw Refusal.badInput("operations: length must be 1 or larger");
        }
        return new UpdateBatch(collection, options.acknowledgement())
                .run(request.getOperationsList())
                .thenApply(results -> UpdateBatchResponse.newBuilder()
                        .addAllResult(results)
                        .setTime(Reply.secondsSince(start))
                        .build());
    }

    PointsOperationResponse createFieldIndex(CreateFieldIndexCollection request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        PayloadPath path = PayloadPath.parse(request.getFieldName());
        if (!request.hasFieldType()) {
            throw Refusal.badInput("The field type of the index is missing");
        }
        PayloadSchemaInfo.Builder info = PayloadSchemaInfo.newBuilder().setDataType(type(request.getFieldType()));
        if (request.hasFieldIndexParams()) {
            info.setParams(request.getFieldIndexParams());
        }
        collection.addPayloadIndex(path.text(), info.build());
        return response(done(request.getWait()), start);
    }

    PointsOperationResponse deleteFieldIndex(DeleteFieldIndexCollection request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        collection.removePayloadIndex(PayloadPath.parse(request.getFieldName()).text());
        return response(done(request.getWait()), start);
    }

    /** Indexes are recorded at once; callers who don't wait expect to be told that it comes later. */
    private static UpdateResult done(boolean waited) {
        return UpdateResult.newBuilder()
                .setStatus(waited ? UpdateStatus.Completed : UpdateStatus.Acknowledged)
                .build();
    }

    private static PayloadSchemaType type(FieldType type) {
        return switch (type) {
            case FieldTypeKeyword -> PayloadSchemaType.Keyword;
            case FieldTypeInteger -> PayloadSchemaType.Integer;
            case FieldTypeFloat -> PayloadSchemaType.Float;
            case FieldTypeGeo -> PayloadSchemaType.Geo;
            case FieldTypeText -> PayloadSchemaType.Text;
            case FieldTypeBool -> PayloadSchemaType.Bool;
            case FieldTypeDatetime -> PayloadSchemaType.Datetime;
            case FieldTypeUuid -> PayloadSchemaType.Uuid;
            case UNRECOGNIZED -> throw Refusal.badInput("Unknown field type");
        };
    }

    private static PointsOperationResponse response(UpdateResult result, long start) {
        return PointsOperationResponse.newBuilder()
                .setResult(result)
                .setTime(Reply.secondsSince(start))
                .build();
    }
}
