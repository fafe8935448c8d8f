package dev.lockstep.platform.spool;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Pours a stream into a sink, a batch of buffers at a time on a worker thread, while the stream is paused. So there is never more in
 * memory than a batch, however fast the one who sends and however slow the disk.
 *
 * @param <R> what the sink makes of it
 */
final class SpoolWriter<R> {

    private static final int BATCH = 128 * 1024;

    private final Context context;
    private final ReadStream<Buffer> body;
    private final Sink<R> sink;
    private final SizeLimit limit;
    private final Duration patience;
    private final UniEmitter<? super R> waiting;

    private List<Buffer> batch = new ArrayList<>();
    private int batchBytes;
    private long received;
    private long lastByte = System.nanoTime();
    private long timer;
    private boolean ended;
    private boolean writing;
    private boolean over;
    private @Nullable Throwable failure;

    SpoolWriter(
            Context context,
            ReadStream<Buffer> body,
            Sink<R> sink,
            SizeLimit limit,
            Duration patience,
            UniEmitter<? super R> waiting) {
        this.context = context;
        this.body = body;
        this.sink = sink;
        this.limit = limit;
        this.patience = patience;
        this.waiting = waiting;
    }

    void begin() {
        waiting.onTermination(() -> fail(new CancellationException()));
        timer = context.owner().setPeriodic(Math.max(1, patience.toMillis() / 4), ticked -> checkIdle());
        body.exceptionHandler(broken -> fail(cutOff(broken)));
        body.endHandler(nothing -> end());
        body.handler(this::take);
        body.resume();
    }

    private synchronized void take(Buffer buffer) {
        if (failure != null) {
            return;
        }
        lastByte = System.nanoTime();
        received += buffer.length();
        if (received > limit.bytes()) {
            fail(limit.exceeded("more than " + limit.bytes()));
            return;
        }
        batch.add(buffer);
        batchBytes += buffer.length();
        if (batchBytes >= BATCH) {
            body.pause();
            goOn();
        }
    }

    private synchronized void end() {
        ended = true;
        goOn();
    }

    private synchronized void checkIdle() {
        if (!writing && !ended && System.nanoTime() - lastByte > patience.toNanos()) {
            fail(new Rejected(
                    ErrorCode.UPLOAD_TIMED_OUT,
                    "nothing has arrived for " + patience.toSeconds() + " s (lockstep.uploads.idle-timeout)"));
        }
    }

    /** Goes on with one thing at a time: the sink is called by one thread only. */
    private synchronized void goOn() {
        if (writing || over) {
            return;
        }
        if (failure != null) {
            finish(failure);
        } else if (batchBytes >= BATCH || (ended && !batch.isEmpty())) {
            List<Buffer> full = batch;
            batch = new ArrayList<>();
            batchBytes = 0;
            work(() -> write(full), this::written);
        } else if (ended) {
            work(sink::finish, this::finished);
        }
    }

    private interface Work<T> {
        T get() throws IOException;
    }

    private interface Done<T> {
        void accept(AsyncResult<T> result);
    }

    private <T> void work(Work<T> work, Done<T> then) {
        writing = true;
        context.executeBlocking(work::get, false).onComplete(then::accept);
    }

    private @Nullable Void write(List<Buffer> full) throws IOException {
        for (Buffer buffer : full) {
            sink.write(ByteBuffer.wrap(buffer.getBytes()));
        }
        return null;
    }

    private synchronized void written(AsyncResult<Void> result) {
        writing = false;
        lastByte = System.nanoTime();
        if (result.failed()) {
            fail(result.cause());
            return;
        }
        if (failure == null && !ended) {
            body.resume();
        }
        goOn();
    }

    private synchronized void finished(AsyncResult<R> result) {
        writing = false;
        if (failure == null && result.succeeded()) {
            over = true;
            context.owner().cancelTimer(timer);
            waiting.complete(result.result());
        } else {
            finish(failure == null ? result.cause() : failure);
        }
    }

    private synchronized void fail(Throwable cause) {
        if (over || failure != null) {
            return;
        }
        failure = cause;
        batch = List.of();
        goOn();
    }

    private void finish(Throwable cause) {
        over = true;
        context.owner().cancelTimer(timer);
        context.<Void>executeBlocking(
                        () -> {
                            sink.abandon();
                            return null;
                        },
                        false)
                .onComplete(gone -> waiting.fail(cause));
    }

    private static Throwable cutOff(Throwable broken) {
        return broken instanceof KnowledgeException
                ? broken
                : new Unavailable(ErrorCode.UPLOAD_FAILED, "the upload was broken off: " + broken.getMessage(), broken);
    }
}
