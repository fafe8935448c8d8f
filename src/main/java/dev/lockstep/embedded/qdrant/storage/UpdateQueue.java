package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.log.OperationLog;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Operations in the order of the log, from when they are logged until they are applied. The queue is bounded, as the log
 * could grow without end behind a slow index.
 */
public final class UpdateQueue {
    private static final int MOST_UPDATES = 10_000;
    private static final long MOST_BYTES = 64L << 20;

    private final OperationLog log;
    private final DiskReserve reserve;
    private final Deque<QueuedUpdate> waiting = new ArrayDeque<>();
    private final Deque<Barrier> barriers = new ArrayDeque<>();
    private long bytes;
    private @Nullable StatusRuntimeException closed;
    private @Nullable StatusRuntimeException suspended;

    public UpdateQueue(OperationLog log, DiskReserve reserve) {
        this.log = log;
        this.reserve = reserve;
    }

    /** Logs the operation and queues it: from here on it will be applied, after a crash too. */
    public synchronized QueuedUpdate add(PointsUpdateOperation operation, WriteAcknowledgement acknowledgement) {
        checkOpen();
        byte[] encoded = operation.toByteArray();
        if (waiting.size() >= MOST_UPDATES || (!waiting.isEmpty() && bytes + encoded.length > MOST_BYTES)) {
            throw ErrorStatus.overloaded("%d operations (%d bytes) are waiting to be applied: try again later"
                    .formatted(waiting.size(), bytes));
        }
        long sequence = logged(encoded);
        QueuedUpdate update =
                new QueuedUpdate(sequence, operation, encoded.length, acknowledgement, new CompletableFuture<>());
        waiting.add(update);
        bytes += encoded.length;
        return update;
    }

    /** Does the task after everything logged by now and before everything that will be. It is refused like an operation. */
    public synchronized CompletableFuture<Void> add(Barrier.Task task) {
        checkOpen();
        try {
            reserve.check();
        } catch (IOException e) {
            throw ErrorStatus.storage("nothing was changed", e);
        }
        Barrier barrier = new Barrier(log.last(), task, new CompletableFuture<>());
        barriers.add(barrier);
        return barrier.done();
    }

    private void checkOpen() {
        if (closed != null) {
            throw closed;
        }
        if (suspended != null) {
            throw suspended;
        }
    }

    private long logged(byte[] operation) {
        try {
            reserve.check();
            return log.append(ByteBuffer.wrap(operation));
        } catch (IOException e) {
            throw ErrorStatus.storage("the operation was not logged and nothing of it is kept", e);
        }
    }

    /** The next updates in order: none if there are none, if a barrier is next, or if the queue is closed. */
    synchronized List<QueuedUpdate> take(int mostUpdates, long mostBytes) {
        List<QueuedUpdate> taken = new ArrayList<>();
        for (long size = 0; isUpdateNext() && taken.size() < mostUpdates && size < mostBytes; ) {
            QueuedUpdate update = waiting.remove();
            size += update.bytes();
            bytes -= update.bytes();
            taken.add(update);
        }
        return taken;
    }

    private boolean isUpdateNext() {
        return !waiting.isEmpty()
                && (barriers.isEmpty()
                        || waiting.element().sequence() <= barriers.element().after());
    }

    /** Whether everything before the next barrier was taken. */
    synchronized boolean isBarrierNext() {
        return !barriers.isEmpty() && !isUpdateNext();
    }

    /** The next barrier, unless it was refused meanwhile. */
    synchronized Optional<Barrier> takeBarrier() {
        return Optional.ofNullable(barriers.poll());
    }

    public synchronized int size() {
        return waiting.size();
    }

    synchronized boolean hasWork() {
        return closed == null && (!waiting.isEmpty() || !barriers.isEmpty());
    }

    synchronized boolean isClosed() {
        return closed != null;
    }

    /** Refuses updates until {@link #resume}. What is queued stays, and whoever waits for it is told why it takes longer. */
    void suspend(StatusRuntimeException refusal, StatusRuntimeException delay) {
        List<QueuedUpdate> delayed;
        List<Barrier> refused;
        synchronized (this) {
            suspended = refusal;
            delayed = List.copyOf(waiting);
            refused = List.copyOf(barriers);
            barriers.clear();
        }
        refused.forEach(barrier -> barrier.done().completeExceptionally(refusal));
        delayed.forEach(update -> update.applied().completeExceptionally(delay));
    }

    synchronized void resume() {
        suspended = null;
    }

    /** Why it takes no updates now, if it takes none. */
    public synchronized Optional<StatusRuntimeException> trouble() {
        return Optional.ofNullable(closed == null ? suspended : closed);
    }

    /** Returns whether the queue was closed within this time. */
    synchronized boolean isClosedWithin(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); left > 0 && closed == null; ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        return closed != null;
    }

    /** Fails whoever waits. What was queued stays in the log. */
    void close(StatusRuntimeException reason) {
        List<QueuedUpdate> abandoned;
        List<Barrier> refused;
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = reason;
            abandoned = List.copyOf(waiting);
            waiting.clear();
            refused = List.copyOf(barriers);
            barriers.clear();
            notifyAll();
        }
        refused.forEach(barrier -> barrier.done().completeExceptionally(reason));
        abandoned.forEach(update -> update.applied().completeExceptionally(reason));
    }
}
