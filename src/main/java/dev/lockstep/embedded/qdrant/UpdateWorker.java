package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.BeforeApply;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.log.OperationLog;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * The one thread that applies the operations of a collection, in the order of the log. It takes what is waiting, applies
 * it and refreshes once, so that a backlog costs few refreshes and a lone operation is visible at once.
 */
final class UpdateWorker {
    private static final System.Logger LOGGER = System.getLogger(UpdateWorker.class.getName());
    private static final int BATCH_UPDATES = 64;
    private static final long BATCH_BYTES = 16L << 20;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final String collection;
    private final PointIndex index;
    private final UpdateQueue queue;
    private final Durability durability;
    private final HookCall hook;
    private final int batchUpdates;
    private final Thread thread;

    UpdateWorker(String collection, PointIndex index, OperationLog log, UpdateQueue queue, BeforeApply hook) {
        this.collection = collection;
        this.index = index;
        this.queue = queue;
        this.durability = new Durability(index, log);
        this.hook = new HookCall(collection, hook);
        // A hook that holds one operation must not keep the one before it invisible.
        this.batchUpdates = hook == BeforeApply.NOTHING ? BATCH_UPDATES : 1;
        this.thread = new Thread(this::run, "embedded-qdrant-" + collection);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Applies an operation without making it visible. */
    static void apply(PointIndex index, PointsUpdateOperation operation, long sequence) throws IOException {
        for (PointStruct point : operation.getUpsert().getPointsList()) {
            index.upsert(point, sequence);
        }
        PointsSelector deleted = operation.getDeletePoints().getPoints();
        for (PointId id : deleted.getPoints().getIdsList()) {
            index.delete(PointKey.of(id));
        }
        if (deleted.hasFilter()) {
            index.delete(deleted.getFilter());
        }
    }

    /** Ends after the operation that is being applied; the rest stays in the log. */
    void stop(StatusRuntimeException reason) {
        queue.close(reason);
        hook.cancel();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes what was applied durable. Call it when the worker has stopped. */
    void commit() throws IOException {
        durability.commit();
    }

    private void run() {
        try {
            while (!queue.isClosed()) {
                applyAll(queue.take(batchUpdates, BATCH_BYTES, IDLE));
                durability.tick();
            }
        } catch (InterruptedException e) {
            LOGGER.log(Level.DEBUG, "Applying to {0} was interrupted", collection);
        } catch (IOException | RuntimeException e) {
            // Going on would leave a hole: what could not be applied now is applied at the next start.
            LOGGER.log(Level.ERROR, "Collection " + collection + " takes no more updates", e);
            queue.close(Refusal.internal("updates stopped after " + e, e));
        }
    }

    private void applyAll(List<Update> updates) throws IOException, InterruptedException {
        if (updates.isEmpty()) {
            return;
        }
        try {
            for (Update update : updates) {
                hook.before(update.operation());
                apply(index, update.operation(), update.sequence());
                durability.applied(update);
            }
            index.refresh();
            durability.forceFor(updates);
        } catch (IOException | RuntimeException | InterruptedException e) {
            StatusRuntimeException reason = Refusal.closing(collection);
            updates.forEach(update -> update.applied().completeExceptionally(reason));
            throw e;
        }
        updates.forEach(update -> update.applied().complete(null));
    }
}
