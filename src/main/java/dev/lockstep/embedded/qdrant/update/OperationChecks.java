package dev.lockstep.embedded.qdrant.update;

import com.google.protobuf.Message;
import dev.lockstep.embedded.qdrant.index.FilterQuery;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPlace;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.schema.Schema;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeleteVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;

/** Checks operations before they are logged: what is in the log can be applied, but for points that are not there. */
record OperationChecks(Schema schema) {
    /** The operation in the one form that {@code Applier} reads. */
    @SuppressWarnings("deprecation") // Two kinds have older forms.
    PointsUpdateOperation checked(PointsUpdateOperation operation) {
        refuseShardKey(operation);
        switch (operation.getOperationCase()) {
            case UPSERT -> {
                return operation.toBuilder()
                        .setUpsert(checked(operation.getUpsert()))
                        .build();
            }
            case UPDATE_VECTORS -> {
                return operation.toBuilder()
                        .setUpdateVectors(checked(operation.getUpdateVectors()))
                        .build();
            }
            case DELETE_DEPRECATED -> {
                return checked(Operations.delete(operation.getDeleteDeprecated()));
            }
            case CLEAR_PAYLOAD_DEPRECATED -> {
                return checked(Operations.clear(operation.getClearPayloadDeprecated()));
            }
            case DELETE_POINTS -> check(operation.getDeletePoints().getPoints());
            case CLEAR_PAYLOAD -> check(operation.getClearPayload().getPoints());
            case SET_PAYLOAD -> check(operation.getSetPayload());
            case OVERWRITE_PAYLOAD -> {
                check(operation.getOverwritePayload().getPointsSelector());
                PayloadChecks.check(
                        operation.getOverwritePayload().getPayloadMap().values());
            }
            case DELETE_PAYLOAD -> {
                check(operation.getDeletePayload().getPointsSelector());
                for (String key : operation.getDeletePayload().getKeysList()) {
                    PayloadPlace ignored = PayloadPlace.parse(key);
                }
            }
            case DELETE_VECTORS -> check(operation.getDeleteVectors());
            case OPERATION_NOT_SET -> throw ErrorStatus.badInput("Operation is missing");
        }
        return operation;
    }

    private static void refuseShardKey(PointsUpdateOperation operation) {
        operation.getAllFields().values().forEach(kind -> WriteOptions.refuseShardKey((Message) kind));
    }

    private PointStructList checked(PointStructList upsert) {
        refuseEmpty(upsert.getPointsCount());
        PointStructList.Builder checked = PointStructList.newBuilder();
        if (upsert.hasUpdateFilter()) {
            FilterQuery.check(upsert.getUpdateFilter());
            checked.setUpdateFilter(upsert.getUpdateFilter());
        }
        switch (upsert.getUpdateMode()) {
            case InsertOnly, UpdateOnly -> checked.setUpdateMode(upsert.getUpdateMode());
            // A mode that nobody knows is none, as in Qdrant; protobuf cannot even copy it.
            case Upsert, UNRECOGNIZED -> {}
        }
        PointChecks points = new PointChecks(schema);
        for (PointStruct point : upsert.getPointsList()) {
            checked.addPoints(points.checked(point));
        }
        return checked.build();
    }

    private UpdateVectors checked(UpdateVectors update) {
        refuseEmpty(update.getPointsCount());
        if (update.hasUpdateFilter()) {
            FilterQuery.check(update.getUpdateFilter());
        }
        UpdateVectors.Builder checked = update.toBuilder().clearPoints();
        PointChecks points = new PointChecks(schema);
        for (PointVectors point : update.getPointsList()) {
            checked.addPoints(points.checked(point));
        }
        return checked.build();
    }

    private static void check(SetPayload set) {
        check(set.getPointsSelector());
        if (set.hasKey()) {
            PayloadChecks.check(set.getPayloadMap().values(), PayloadPlace.parse(set.getKey()));
        } else {
            PayloadChecks.check(set.getPayloadMap().values());
        }
    }

    private void check(DeleteVectors delete) {
        check(delete.getPointsSelector());
        if (!delete.hasVectors()) {
            throw ErrorStatus.badInput("vectors is expected");
        }
        schema.checkNames(delete.getVectors().getNamesList());
    }

    private static void check(PointsSelector selector) {
        switch (selector.getPointsSelectorOneOfCase()) {
            case POINTS -> {
                refuseEmpty(selector.getPoints().getIdsCount());
                selector.getPoints().getIdsList().forEach(PointKey::check);
            }
            case FILTER -> FilterQuery.check(selector.getFilter());
            case POINTSSELECTORONEOF_NOT_SET -> throw ErrorStatus.badInput("PointsSelector is missing");
        }
    }

    private static void refuseEmpty(int points) {
        if (points == 0) {
            throw ErrorStatus.badInput("Empty update request");
        }
    }
}
