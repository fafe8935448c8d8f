package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.filter.PayloadIndexes;
import dev.lockstep.embedded.qdrant.index.FilterQuery;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Checks writes whole and hands them to their collection. What is refused leaves nothing behind. */
record PointWrites(CollectionRegistry collections) {
    CompletableFuture<PointsOperationResponse> upsert(UpsertPoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        Refusal.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        Refusal.unsupportedIf(request.hasUpdateFilter(), "A conditional update");
        Refusal.unsupportedIf(
                request.getUpdateMode() != UpdateMode.Upsert, "The update mode " + request.getUpdateMode());
        PointChecks checks = new PointChecks(collection.schema());
        PointStructList.Builder points = PointStructList.newBuilder();
        request.getPointsList().forEach(point -> points.addPoints(checks.checked(point)));
        PointsUpdateOperation operation =
                PointsUpdateOperation.newBuilder().setUpsert(points).build();
        return collection.update(operation, Acknowledgement.of(request)).thenApply(result -> response(result, start));
    }

    CompletableFuture<PointsOperationResponse> delete(DeletePoints request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        Refusal.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        check(request.getPoints());
        PointsUpdateOperation operation = PointsUpdateOperation.newBuilder()
                .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder().setPoints(request.getPoints()))
                .build();
        return collection.update(operation, Acknowledgement.of(request)).thenApply(result -> response(result, start));
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
        PayloadIndexes.check(info.build());
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

    private static void check(PointsSelector selector) {
        switch (selector.getPointsSelectorOneOfCase()) {
            case POINTS -> selector.getPoints().getIdsList().forEach(PointKey::check);
            case FILTER -> FilterQuery.check(selector.getFilter());
            case POINTSSELECTORONEOF_NOT_SET -> throw Refusal.badInput("PointsSelector is missing");
        }
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
