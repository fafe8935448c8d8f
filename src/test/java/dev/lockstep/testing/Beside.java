package dev.lockstep.testing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs what a test does beside something else. */
public final class Beside {

    private Beside() {}

    /** On a thread of its own: on two processors the common pool has one, and one of two would wait for the other. */
    public static <T> CompletableFuture<T> run(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, run -> new Thread(run, "beside").start());
    }
}
