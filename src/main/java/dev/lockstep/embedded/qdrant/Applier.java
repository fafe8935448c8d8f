package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Writes operations into the index, from the queue or from the log. */
record Applier(PointIndex index) {
    /**
     * Applies an operation, without making it visible. One that the index will never take is skipped, as Qdrant does:
     * it would stand in the way of all that follow. Returns why.
     */
    Optional<StatusRuntimeException> apply(PointsUpdateOperation operation, long sequence) throws IOException {
        try {
            upsert(operation, sequence);
            delete(operation.getDeletePoints().getPoints());
            return Optional.empty();
        } catch (IllegalArgumentException | StatusRuntimeException e) {
            System.getLogger(Applier.class.getName())
                    .log(Level.ERROR, "Operation " + sequence + " cannot be applied and is skipped", e);
            return Optional.of(Refusal.internal(e.toString(), e));
        }
    }

    private void upsert(PointsUpdateOperation operation, long sequence) throws IOException {
        for (PointStruct point : operation.getUpsert().getPointsList()) {
            index.upsert(point, sequence);
        }
    }

    private void delete(PointsSelector selector) throws IOException {
        for (PointId id : selector.getPoints().getIdsList()) {
            index.delete(PointKey.of(id));
        }
        if (selector.hasFilter()) {
            index.delete(selector.getFilter());
        }
    }
}
