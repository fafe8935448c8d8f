package dev.lockstep.platform.spool;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream that gives equal buffers as fast as they are taken, and pauses when it is told to. */
final class Faucet implements ReadStream<Buffer> {

    static final int DROP = 16 * 1024;

    private final Context context;
    private final int drops;
    private final Runnable afterwards;
    private final AtomicInteger given = new AtomicInteger();

    private Handler<Buffer> handler;
    private Handler<Void> endHandler;
    private Handler<Throwable> exceptionHandler;
    private boolean running;

    private Faucet(Vertx vertx, int drops, End end) {
        this.context = vertx.getOrCreateContext();
        this.drops = drops;
        this.afterwards = switch (end) {
            case WHOLE -> () -> endHandler.handle(null);
            case CUT_OFF -> () -> exceptionHandler.handle(new IllegalStateException("the connection was closed"));
            case SILENCE -> () -> {};
        };
    }

    enum End {
        WHOLE,
        CUT_OFF,
        SILENCE
    }

    static Faucet of(Vertx vertx, int drops, End end) {
        return new Faucet(vertx, drops, end);
    }

    int given() {
        return given.get();
    }

    private void run() {
        if (!running) {
            return;
        }
        if (given.get() == drops) {
            running = false;
            afterwards.run();
            return;
        }
        given.incrementAndGet();
        handler.handle(Buffer.buffer(new byte[DROP]));
        context.runOnContext(next -> run());
    }

    @Override
    public ReadStream<Buffer> pause() {
        running = false;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        context.runOnContext(now -> {
            if (!running) {
                running = true;
                run();
            }
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        return resume();
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> buffers) {
        handler = buffers;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> end) {
        endHandler = end;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> failure) {
        exceptionHandler = failure;
        return this;
    }
}
