package dev.lockstep.engine.livesearch;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Measures how long each stage of a search takes. Stages that run side by side add up to more than the whole. */
public final class Stopwatch {

    private final long begun = System.nanoTime();
    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);

    public <T> Uni<T> time(Stage stage, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            long from = System.nanoTime();
            return work.get().onTermination().invoke(() -> add(stage, from));
        });
    }

    public <T> T measure(Stage stage, Supplier<T> work) {
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

    /** Returns how long each stage that took place has taken, in the order of the stages. */
    public synchronized Map<Stage, Duration> stages() {
        Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
        nanos.forEach((stage, time) -> stages.put(stage, Duration.ofNanos(time)));
        return stages;
    }

    public Duration total() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
