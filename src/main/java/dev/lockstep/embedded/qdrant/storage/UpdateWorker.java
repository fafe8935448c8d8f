package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings.Visibility;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * Applies the operations of a collection, in the order of the log and on one thread at a time: one of those that all collections
 * share, while there is something to do. It takes what is waiting, applies it and refreshes once, so that a backlog costs few
 * refreshes and a lone operation is visible at once.
 */
public final class UpdateWorker {
    private static final System.Logger LOGGER = System.getLogger(UpdateWorker.class.getName());
    private static final int BATCH_UPDATES = 64;
    private static final long BATCH_BYTES = 16L << 20;
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** How often a collection with nothing to commit is looked at: merges that go on make segments for its readers. */
    private static final int QUIET_LOOKS = 60;

    private static final String LOGGED =
            "the operation is logged and will be applied when the index can be written again";
    private static final String REFUSED =
            "the operation was refused and nothing of it is kept: earlier operations wait until the index can be written again";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);

    private final String collection;
    private final Storage storage;
    private final UpdateQueue queue;
    private final Durability durability;
    private final HookCall hook;
    private final Visibility visibility;
    private final int batchUpdates;
    private final Duration idle;
    private final UpdateThreads threads;
    private long taken;
    private int quietLooks;

    private Turn turn = Turn.NONE;
    private boolean stopped;
    private @Nullable Future<?> nextLook;

    /** Whether it is this collection's turn to have a thread. */
    private enum Turn {
        NONE,
        WAITING,
        TAKEN
    }

    public UpdateWorker(
            String collection, Storage storage, UpdateQueue queue, UpdateSettings settings, UpdateThreads threads) {
        this.collection = collection;
        this.storage = storage;
        this.queue = queue;
        this.durability = new Durability(storage, settings);
        this.taken = storage.log().last();
        this.hook = new HookCall(collection, settings.hook());
        this.visibility = settings.visibility();
        // A hook that holds one operation must not keep the one before it invisible.
        this.batchUpdates = settings.hook() == ApplyHook.NOTHING ? BATCH_UPDATES : 1;
        this.idle = Collections.max(
                List.of(Duration.ofMillis(1), Collections.min(List.of(IDLE, settings.flushInterval()))));
        this.threads = threads;
    }

    /** Sees to it that somebody looks into the queue; to be called when something was added to it. */
    public synchronized void wake() {
        if (turn == Turn.NONE && !stopped) {
            turn = Turn.WAITING;
            threads.execute(this::run);
        }
    }

    /** Ends after the operations that are being applied; the rest stays in the log. */
    public void stop(StatusRuntimeException reason) {
        queue.close(reason);
        hook.cancel();
        synchronized (this) {
            stopped = true;
            if (nextLook != null) {
                nextLook.cancel(false);
            }
            try {
                while (turn == Turn.TAKEN) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes durable what the worker applied; must be called after it has stopped. */
    public void commit() throws IOException {
        durability.close();
    }

    private void run() {
        if (!begin()) {
            return;
        }
        boolean more = false;
        try {
            more = !queue.isClosed() && look();
        } finally {
            end(more);
        }
    }

    private synchronized boolean begin() {
        turn = stopped ? Turn.NONE : Turn.TAKEN;
        return !stopped;
    }

    /** Goes to the end of the line if there is more to do, so that no collection keeps others waiting. */
    private synchronized void end(boolean more) {
        turn = Turn.NONE;
        notifyAll();
        if (more || queue.hasWork()) {
            wake();
        } else if (nextLook == null && !stopped && !queue.isClosed() && quietLooks < QUIET_LOOKS) {
            nextLook = threads.after(idle, this::lookAgain);
        }
    }

    private synchronized void lookAgain() {
        nextLook = null;
        wake();
    }

    /** Returns whether there was something to do. */
    private boolean look() {
        try {
            try {
                return work();
            } catch (IOException | AlreadyClosedException e) {
                recover(e);
                return true;
            }
        } catch (RuntimeException | Error e) {
            // Going on would leave a hole. What could not be applied now is applied at the next start.
            LOGGER.log(Level.ERROR, "Collection " + collection + " accepts no more updates", e);
            queue.close(stopped(e));
        } catch (InterruptedException e) {
            LOGGER.log(Level.DEBUG, "Applying operations to collection {0} was interrupted", collection);
        }
        return false;
    }

    private boolean work() throws IOException, InterruptedException {
        List<QueuedUpdate> updates = queue.take(batchUpdates, BATCH_BYTES);
        boolean isQuiet = updates.isEmpty() && !queue.isBarrierNext();
        quietLooks = isQuiet && durability.isCommitted() ? quietLooks + 1 : 0;
        if (!updates.isEmpty()) {
            taken = updates.get(updates.size() - 1).sequence();
            applyAll(updates);
        } else if (queue.isBarrierNext()) {
            durability.commit();
            queue.takeBarrier().ifPresent(Barrier::run);
        } else {
            // Readers get the segments that merges made meanwhile.
            storage.index().refresh();
        }
        durability.tick();
        return !isQuiet;
    }

    /** Lucene's writer ends with the first failure of the disk, and parts of operations may be in it: it is made again. */
    private void recover(Exception failure) throws InterruptedException {
        suspend(failure);
        LOGGER.log(Level.ERROR, "Collection " + collection + " cannot be written; trying to recover it", failure);
        Duration pause = FIRST_PAUSE;
        while (!queue.isClosedWithin(pause)) {
            try {
                durability.recover(taken);
                queue.resume();
                LOGGER.log(Level.INFO, "Collection {0} can be written again; nothing was lost", collection);
                return;
            } catch (IOException | AlreadyClosedException e) {
                LOGGER.log(Level.WARNING, "Collection {0} cannot be written yet: {1}", collection, e);
                suspend(e);
                pause = Collections.min(List.of(pause.multipliedBy(2), LAST_PAUSE));
            }
        }
    }

    private void suspend(Exception failure) {
        queue.suspend(failed(REFUSED, failure), failed(LOGGED, failure));
    }

    private static StatusRuntimeException stopped(Throwable failure) {
        return ErrorStatus.internal("updates stopped after " + failure, failure);
    }

    private static StatusRuntimeException failed(String consequence, Exception failure) {
        return ErrorStatus.storage(consequence, failure instanceof IOException disk ? disk : new IOException(failure));
    }

    private void applyAll(List<QueuedUpdate> updates) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (QueuedUpdate update : updates) {
                durability.begins(update);
                outcomes.add(new Outcome(update, apply(update)));
                durability.applied(update);
            }
            storage.index().refresh();
            durability.forceFor(updates);
        } catch (IOException | AlreadyClosedException e) {
            // This comes first, so that whoever learns of it finds the collection in trouble.
            suspend(e);
            fail(updates, failed(LOGGED, e));
            throw e;
        } catch (RuntimeException | Error e) {
            // This comes first, so that whoever learns of it finds the queue closed.
            queue.close(stopped(e));
            fail(updates, ErrorStatus.internal(e.toString(), e));
            throw e;
        } catch (InterruptedException e) {
            fail(updates, ErrorStatus.closing(collection));
            throw e;
        }
        outcomes.forEach(Outcome::tell);
    }

    private Optional<StatusRuntimeException> apply(QueuedUpdate update) throws IOException, InterruptedException {
        Applier applier = new Applier(storage.index());
        if (visibility == Visibility.WHOLE) {
            hook.before(update.operation());
            return applier.apply(update.operation(), update.sequence());
        }
        for (PointsUpdateOperation group : UpsertGroups.of(update.operation())) {
            hook.before(group);
            Optional<StatusRuntimeException> failure = applier.apply(group, update.sequence());
            if (failure.isPresent()) {
                return failure;
            }
            storage.index().refresh();
        }
        return Optional.empty();
    }

    private static void fail(List<QueuedUpdate> updates, StatusRuntimeException reason) {
        updates.forEach(update -> update.applied().completeExceptionally(reason));
    }

    private record Outcome(QueuedUpdate update, Optional<StatusRuntimeException> failure) {
        void tell() {
            failure.ifPresentOrElse(update.applied()::completeExceptionally, () -> update.applied()
                    .complete(null));
        }
    }
}
