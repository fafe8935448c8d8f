package dev.lockstep.proof.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several threads that write and search until they are told to stop. */
final class Load implements AutoCloseable {

    private static final int WRITERS = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    Load(HonestClient client) {
        for (int i = 0; i < WRITERS; i++) {
            repeat(client::write);
        }
        repeat(client::search);
    }

    private void repeat(Callable<?> request) {
        running.add(threads.submit(() -> {
            // No faster than would let a single fault be seen by a hundred documents: searches here return at most
            // that.
            while (!stopped) {
                Object ignored = request.call();
                Thread.sleep(60);
            }
            return null;
        }));
    }

    /** Fails if any request was answered as it must not be. */
    @Override
    public void close() throws Exception {
        stopped = true;
        for (Future<?> thread : running) {
            thread.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }
}
