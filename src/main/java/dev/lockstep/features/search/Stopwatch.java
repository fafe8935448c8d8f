package dev.lockstep.features.search;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Measures how long each stage of a search has taken. Stages that run side by side add up to more than the whole. */
final class Stopwatch {

    private final long begun = System.nanoTime();
    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);

    <T> Uni<T> time(Stage stage, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            long from = System.nanoTime();
            return work.get().onTermination().invoke(() -> add(stage, from));
        });
    }

    <T> T measure(Stage stage, Supplier<T> work) {
        long from = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(stage, from);
        }
    }

    private synchronized void add(Stage stage, long from) {
        nanos.merge(stage, System.nanoTime() - from, Long::sum);
    }

    /** The times of the stages there were, in their order. */
    synchronized Map<Stage, Duration> stages() {
        Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
        nanos.forEach((stage, time) -> stages.put(stage, Duration.ofNanos(time)));
        return stages;
    }

    Duration total() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
