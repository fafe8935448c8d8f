package dev.lockstep.embedded.qdrant.storage;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that apply the operations of all collections of a server: few, however many collections there are. */
public final class UpdateThreads implements AutoCloseable {
    /** A collection whose disk fails holds one of them until it can be written again. */
    private static final int MOST_THREADS = 32;

    private static final long LEFT_ALONE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService clock;

    public UpdateThreads() {
        ThreadFactory daemons = UpdateThreads::daemon;
        threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, LEFT_ALONE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
        threads.allowCoreThreadTimeOut(true);
        clock = Executors.newSingleThreadScheduledExecutor(daemons);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "embedded-qdrant-updates");
        thread.setDaemon(true);
        return thread;
    }

    /** Does the work behind all that waits already. */
    void execute(Runnable work) {
        threads.execute(work);
    }

    Future<?> after(Duration pause, Runnable work) {
        return clock.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the threads; to be called when no collection has work left. */
    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdown();
    }
}
