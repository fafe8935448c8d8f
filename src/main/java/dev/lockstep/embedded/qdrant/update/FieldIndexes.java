package dev.lockstep.embedded.qdrant.update;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import dev.lockstep.embedded.qdrant.protocol.ElapsedTime;
import dev.lockstep.embedded.qdrant.protocol.EnumChecks;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.storage.WriteAcknowledgement;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.util.concurrent.CompletableFuture;

/** Declares payload indexes and takes them back. They are durable when the call is answered, also if the caller does not wait. */
public record FieldIndexes(CollectionRegistry collections) {
    public CompletableFuture<PointsOperationResponse> create(CreateFieldIndexCollection request) {
        long start = System.nanoTime();
        WriteOptions options = WriteOptions.of(request);
        PointCollection collection = collections.get(options.collection());
        PayloadPath path = path(request.getFieldName());
        if (!request.hasFieldType()) {
            throw ErrorStatus.badInput("The field type of the index is missing");
        }
        PayloadSchemaInfo.Builder info = PayloadSchemaInfo.newBuilder().setDataType(type(request.getFieldType()));
        if (request.hasFieldIndexParams()) {
            info.setParams(request.getFieldIndexParams());
        }
        PayloadIndexSet.check(info.build());
        EnumChecks.check(request);
        return answer(collection.addPayloadIndex(path.text(), info.build()), options, start);
    }

    public CompletableFuture<PointsOperationResponse> delete(DeleteFieldIndexCollection request) {
        long start = System.nanoTime();
        WriteOptions options = WriteOptions.of(request);
        PointCollection collection = collections.get(options.collection());
        return answer(collection.removePayloadIndex(path(request.getFieldName()).text()), options, start);
    }

    private static CompletableFuture<PointsOperationResponse> answer(
            CompletableFuture<Void> done, WriteOptions options, long start) {
        CompletableFuture<UpdateStatus> status =
                options.acknowledgement() instanceof WriteAcknowledgement.Applied applied
                        ? applied.after(done)
                        : done.thenApply(ignored -> UpdateStatus.Acknowledged);
        return status.thenApply(told -> response(told, start));
    }

    private static PayloadPath path(String field) {
        if (field.isEmpty()) {
            throw ErrorStatus.invalid("field_name", "value \"\" invalid, must be at least 1 characters");
        }
        return PayloadPath.parse(field);
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
            case UNRECOGNIZED -> throw ErrorStatus.badInput("Unknown field type");
        };
    }

    private static PointsOperationResponse response(UpdateStatus status, long start) {
        return PointsOperationResponse.newBuilder()
                .setResult(UpdateResult.newBuilder().setStatus(status))
                .setTime(ElapsedTime.secondsSince(start))
                .build();
    }
}
