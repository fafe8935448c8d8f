package dev.lockstep.features.jobs;

import dev.lockstep.domain.Job.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far a job is, counted by whoever does it and read by whoever tells. */
final class Meter {

    private static final Duration LATELY = Duration.ofSeconds(30);

    private final AtomicLong done = new AtomicLong();
    private final Rate rate = new Rate(LATELY);

    private volatile @Nullable Step step;
    private volatile @Nullable Long total;

    /** From here on something else is done. What is counted stays if it is counted on. */
    void enter(Step next) {
        Step before = step;
        if (before == null || !before.unit().equals(next.unit())) {
            set(0, null);
        }
        step = next;
    }

    void set(long already, @Nullable Long all) {
        done.set(already);
        total = all;
        rate.clear();
    }

    void add(long more) {
        done.addAndGet(more);
    }

    /** How many chunks were made to be stored; null when none were, as of a document that was there already. */
    @Nullable
    Long chunks() {
        return step == Step.STORING ? total : null;
    }

    Progress read() {
        long now = done.get();
        rate.add(System.nanoTime(), now);
        Step current = step;
        return new Progress(
                current == null ? null : current.wireName(),
                current == null ? null : current.unit(),
                now,
                total,
                rate.perSecond());
    }
}
