package dev.lockstep.embedded.qdrant.storage;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * What the worker does between two operations, with all before it in a commit of the index: it may change what those behind
 * it mean, and no replay applies one from before with what came later.
 *
 * @param after the last operation before it
 * @param done completes when it holds
 */
public record Barrier(long after, Task task, CompletableFuture<Void> done) {
    void run() {
        try {
            task.run();
        } catch (IOException | RuntimeException e) {
            boolean ignored = done.completeExceptionally(e);
            return;
        }
        boolean ignored = done.complete(null);
    }

    /** Does its work whole or, with an exception, not at all. */
    @FunctionalInterface
    public interface Task {
        void run() throws IOException;
    }
}
