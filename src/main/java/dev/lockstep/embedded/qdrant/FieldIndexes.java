package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams.IndexParamsCase;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeleteFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;

/** Declares payload indexes and takes them back. They are durable when the call is answered. */
record FieldIndexes(CollectionRegistry collections) {
    PointsOperationResponse create(CreateFieldIndexCollection request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        PayloadPath path = path(request.getFieldName());
        if (!request.hasFieldType()) {
            throw Refusal.badInput("The field type of the index is missing");
        }
        PayloadSchemaInfo.Builder info = PayloadSchemaInfo.newBuilder().setDataType(type(request.getFieldType()));
        if (request.hasFieldIndexParams()) {
            checkMatch(request.getFieldType(), request.getFieldIndexParams());
            info.setParams(request.getFieldIndexParams());
        }
        collection.addPayloadIndex(path.text(), info.build());
        return response(request.getWait() ? UpdateStatus.Completed : UpdateStatus.Acknowledged, start);
    }

    PointsOperationResponse delete(DeleteFieldIndexCollection request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        collection.removePayloadIndex(path(request.getFieldName()).text());
        return response(request.getWait() ? UpdateStatus.Completed : UpdateStatus.Acknowledged, start);
    }

    private static PayloadPath path(String field) {
        if (field.isEmpty()) {
            throw Refusal.invalid("field_name", "value \"\" invalid, must be at least 1 characters");
        }
        return PayloadPath.parse(field);
    }

    private static void checkMatch(FieldType type, PayloadIndexParams params) {
        IndexParamsCase expected =
                switch (type) {
                    case FieldTypeKeyword -> IndexParamsCase.KEYWORD_INDEX_PARAMS;
                    case FieldTypeInteger -> IndexParamsCase.INTEGER_INDEX_PARAMS;
                    case FieldTypeFloat -> IndexParamsCase.FLOAT_INDEX_PARAMS;
                    case FieldTypeGeo -> IndexParamsCase.GEO_INDEX_PARAMS;
                    case FieldTypeText -> IndexParamsCase.TEXT_INDEX_PARAMS;
                    case FieldTypeBool -> IndexParamsCase.BOOL_INDEX_PARAMS;
                    case FieldTypeDatetime -> IndexParamsCase.DATETIME_INDEX_PARAMS;
                    case FieldTypeUuid -> IndexParamsCase.UUID_INDEX_PARAMS;
                    case UNRECOGNIZED -> IndexParamsCase.INDEXPARAMS_NOT_SET;
                };
        IndexParamsCase given = params.getIndexParamsCase();
        if (given != expected && given != IndexParamsCase.INDEXPARAMS_NOT_SET) {
            throw Refusal.badInput("field_type (%s) and field_index_params do not match".formatted(type));
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

    private static PointsOperationResponse response(UpdateStatus status, long start) {
        return PointsOperationResponse.newBuilder()
                .setResult(UpdateResult.newBuilder().setStatus(status))
                .setTime(Reply.secondsSince(start))
                .build();
    }
}
