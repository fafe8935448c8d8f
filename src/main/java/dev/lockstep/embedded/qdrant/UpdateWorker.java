package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.BeforeApply;
import dev.lockstep.embedded.qdrant.index.PointIndex;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    private final Applier applier;
    private final UpdateQueue queue;
    private final Durability durability;
    private final HookCall hook;
    private final int batchUpdates;
    private final Thread thread;

    UpdateWorker(String collection, PointIndex index, UpdateQueue queue, Durability durability, BeforeApply hook) {
        this.collection = collection;
        this.index = index;
        this.applier = new Applier(index);
        this.queue = queue;
        this.durability = durability;
        this.hook = new HookCall(collection, hook);
        // A hook that holds one operation must not keep the one before it invisible.
        this.batchUpdates = hook == BeforeApply.NOTHING ? BATCH_UPDATES : 1;
        this.thread = new Thread(this::run, "embedded-qdrant-" + collection);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends after the operations that are being applied; the rest stays in the log. */
    void stop(StatusRuntimeException reason) {
        queue.close(reason);
        hook.cancel();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!queue.isClosed()) {
                List<Update> updates = queue.take(batchUpdates, BATCH_BYTES, IDLE);
                if (updates.isEmpty()) {
                    // Lets readers have the segments that merges made meanwhile.
                    index.refresh();
                } else {
                    applyAll(updates);
                }
                durability.tick();
            }
        } catch (IOException | RuntimeException | Error e) {
            // Going on would leave a hole: what could not be applied now is applied at the next start.
            LOGGER.log(Level.ERROR, "Collection " + collection + " takes no more updates", e);
            queue.close(Refusal.internal("updates stopped after " + e, e));
        } catch (InterruptedException e) {
            LOGGER.log(Level.DEBUG, "Applying to {0} was interrupted", collection);
        }
    }

    private void applyAll(List<Update> updates) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (Update update : updates) {
                hook.before(update.operation());
                outcomes.add(new Outcome(update, applier.apply(update.operation(), update.sequence())));
                durability.applied(update);
            }
            index.refresh();
            durability.forceFor(updates);
        } catch (IOException | RuntimeException | Error e) {
            fail(updates, Refusal.internal(e.toString(), e));
            throw e;
        } catch (InterruptedException e) {
            fail(updates, Refusal.closing(collection));
            throw e;
        }
        outcomes.forEach(Outcome::tell);
    }

    private static void fail(List<Update> updates, StatusRuntimeException reason) {
        updates.forEach(update -> update.applied().completeExceptionally(reason));
    }

    private record Outcome(Update update, Optional<StatusRuntimeException> failure) {
        void tell() {
            failure.ifPresentOrElse(update.applied()::completeExceptionally, () -> update.applied()
                    .complete(null));
        }
    }
}
