package dev.lockstep.embedded.qdrant.storage;

import com.google.common.collect.Lists;
import com.google.protobuf.CodedInputStream;
import dev.lockstep.embedded.qdrant.index.PointChange;
import dev.lockstep.embedded.qdrant.index.PointChanges;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;

/**
 * Writes operations into the index, from the queue or from the log.
 *
 * <p>What an operation does depends on the operations before it and on nothing else, and a commit of the index has whole
 * operations: so replaying the log comes to the same points. Should an operation have been cut short by a failure, doing it
 * again does the rest, see {@link PointChanges}.
 */
final class Applier {
    private static final System.Logger LOGGER = System.getLogger(Applier.class.getName());

    /** The log holds a filter one level deeper than the request, which had to be within the usual 100. */
    private static final int DEEPEST = 200;

    /** Points are changed in groups; a point that is not there ends the operation after its group, as in Qdrant. */
    private static final int GROUP = 32;

    private final PointIndex index;
    private final PointChanges changes;

    Applier(PointIndex index) {
        this.index = index;
        this.changes = new PointChanges(index);
    }

    static PointsUpdateOperation read(ByteBuffer logged) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(logged);
        int ignored = in.setRecursionLimit(DEEPEST);
        return PointsUpdateOperation.parseFrom(in);
    }

    /**
     * Applies an operation, without making it visible. One that the index will never take is skipped, as Qdrant does:
     * it would stand in the way of all that follow. Returns why.
     */
    Optional<StatusRuntimeException> apply(PointsUpdateOperation operation, long sequence) throws IOException {
        try {
            write(operation, sequence);
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            LOGGER.log(Level.DEBUG, "Operation {0} is not applied in full: {1}", sequence, e);
            return Optional.of(e);
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.ERROR, "Operation " + sequence + " cannot be applied and is skipped", e);
            return Optional.of(ErrorStatus.internal(e.toString(), e));
        }
    }

    private void write(PointsUpdateOperation operation, long sequence) throws IOException {
        switch (operation.getOperationCase()) {
            case UPSERT -> {
                for (PointStruct point : new WriteCondition(changes, sequence).upserted(operation.getUpsert())) {
                    index.upsert(point, sequence);
                }
            }
            case DELETE_POINTS -> delete(operation.getDeletePoints().getPoints());
            case SET_PAYLOAD -> {
                var set = operation.getSetPayload();
                change(set.getPointsSelector(), PayloadChange.set(set), sequence);
            }
            case OVERWRITE_PAYLOAD -> {
                var overwrite = operation.getOverwritePayload();
                change(overwrite.getPointsSelector(), PayloadChange.to(overwrite.getPayloadMap()), sequence);
            }
            case DELETE_PAYLOAD -> {
                var delete = operation.getDeletePayload();
                change(delete.getPointsSelector(), PayloadChange.without(delete.getKeysList()), sequence);
            }
            case CLEAR_PAYLOAD -> change(operation.getClearPayload().getPoints(), PayloadChange.clear(), sequence);
            case UPDATE_VECTORS -> {
                var vectors = new WriteCondition(changes, sequence).updated(operation.getUpdateVectors());
                change(vectors.keySet(), VectorChange.to(vectors), sequence);
            }
            case DELETE_VECTORS -> {
                var delete = operation.getDeleteVectors();
                change(
                        delete.getPointsSelector(),
                        VectorChange.without(delete.getVectors().getNamesList()),
                        sequence);
            }
            case DELETE_DEPRECATED, CLEAR_PAYLOAD_DEPRECATED, OPERATION_NOT_SET ->
                throw new IllegalArgumentException("Never logged: " + operation.getOperationCase());
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

    private void change(PointsSelector selector, PointChange change, long sequence) throws IOException {
        if (selector.hasFilter()) {
            changes.change(selector.getFilter(), change, sequence);
        } else {
            change(selector.getPoints().getIdsList().stream().map(PointKey::of).toList(), change, sequence);
        }
    }

    private void change(Collection<BytesRef> keys, PointChange change, long sequence) throws IOException {
        for (List<BytesRef> group : Lists.partition(List.copyOf(new LinkedHashSet<>(keys)), GROUP)) {
            List<BytesRef> missing = changes.change(group, change, sequence);
            if (!missing.isEmpty()) {
                throw ErrorStatus.noSuchPoint(PointKey.read(missing.get(0)));
            }
        }
    }
}
