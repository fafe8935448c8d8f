package dev.lockstep.embedded.qdrant.update;

import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.ClearPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeleteVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;

/** Requests as the operations of a batch, which is what is logged. A field that is not set stays unset. */
public final class Operations {
    private Operations() {}

    public static PointsUpdateOperation of(UpsertPoints request) {
        PointStructList.Builder upsert = PointStructList.newBuilder()
                .addAllPoints(request.getPointsList())
                .setUpdateModeValue(request.getUpdateModeValue());
        if (request.hasUpdateFilter()) {
            upsert.setUpdateFilter(request.getUpdateFilter());
        }
        return PointsUpdateOperation.newBuilder().setUpsert(upsert).build();
    }

    public static PointsUpdateOperation of(DeletePoints request) {
        return delete(request.getPoints());
    }

    static PointsUpdateOperation delete(PointsSelector selector) {
        return PointsUpdateOperation.newBuilder()
                .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder().setPoints(selector))
                .build();
    }

    public static PointsUpdateOperation set(SetPayloadPoints request) {
        SetPayload.Builder set = SetPayload.newBuilder()
                .putAllPayload(request.getPayloadMap())
                .setPointsSelector(request.getPointsSelector());
        if (request.hasKey()) {
            set.setKey(request.getKey());
        }
        return PointsUpdateOperation.newBuilder().setSetPayload(set).build();
    }

    /** Takes no notice of a key, as Qdrant does. */
    public static PointsUpdateOperation overwrite(SetPayloadPoints request) {
        return PointsUpdateOperation.newBuilder()
                .setOverwritePayload(OverwritePayload.newBuilder()
                        .putAllPayload(request.getPayloadMap())
                        .setPointsSelector(request.getPointsSelector()))
                .build();
    }

    public static PointsUpdateOperation of(DeletePayloadPoints request) {
        return PointsUpdateOperation.newBuilder()
                .setDeletePayload(DeletePayload.newBuilder()
                        .addAllKeys(request.getKeysList())
                        .setPointsSelector(request.getPointsSelector()))
                .build();
    }

    public static PointsUpdateOperation of(ClearPayloadPoints request) {
        return clear(request.getPoints());
    }

    static PointsUpdateOperation clear(PointsSelector selector) {
        return PointsUpdateOperation.newBuilder()
                .setClearPayload(ClearPayload.newBuilder().setPoints(selector))
                .build();
    }

    public static PointsUpdateOperation of(UpdatePointVectors request) {
        UpdateVectors.Builder update = UpdateVectors.newBuilder().addAllPoints(request.getPointsList());
        if (request.hasUpdateFilter()) {
            update.setUpdateFilter(request.getUpdateFilter());
        }
        return PointsUpdateOperation.newBuilder().setUpdateVectors(update).build();
    }

    public static PointsUpdateOperation of(DeletePointVectors request) {
        DeleteVectors.Builder delete = DeleteVectors.newBuilder().setPointsSelector(request.getPointsSelector());
        if (request.hasVectors()) {
            delete.setVectors(request.getVectors());
        }
        return PointsUpdateOperation.newBuilder().setDeleteVectors(delete).build();
    }
}
