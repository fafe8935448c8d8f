package dev.lockstep.engine.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The recent rate of something: what was long ago says little about when it will be over. */
public final class Rate {

    private record Sample(long nanos, long done) {}

    private final long window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    Rate(Duration window) {
        this.window = window.toNanos();
    }

    /**
     * @param nanos now
     * @param done so far, in all
     */
    synchronized void add(long nanos, long done) {
        while (samples.size() > 1 && nanos - samples.getFirst().nanos() > window) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(nanos, done));
    }

    /** Forgets all, as another kind of units begins. */
    synchronized void clear() {
        samples.clear();
    }

    /** Returns the units per second; null while nothing can be said. */
    synchronized @Nullable Double perSecond() {
        if (samples.size() < 2) {
            return null;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long took = last.nanos() - first.nanos();
        long done = last.done() - first.done();
        return took <= 0 || done <= 0 ? null : done * 1e9 / took;
    }

    /** Estimates when it will be over, if it goes on like this; null while nothing can be said. */
    public static @Nullable Instant end(Instant now, long done, @Nullable Long total, @Nullable Double perSecond) {
        if (total == null || perSecond == null || perSecond <= 0) {
            return null;
        }
        long left = Math.max(0, total - done);
        return now.plusMillis(Math.round(left / perSecond * 1000));
    }
}
