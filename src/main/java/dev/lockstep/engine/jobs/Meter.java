package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Job.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far a job is, counted by whoever does it and read by whoever tells. */
public final class Meter {

    private static final Duration LATELY = Duration.ofSeconds(30);

    private final AtomicLong done = new AtomicLong();
    private final Rate rate = new Rate(LATELY);

    private volatile @Nullable JobStep step;
    private volatile @Nullable Long total;

    /** From here on something else is done. What is counted stays if it is counted on. */
    public void enter(JobStep next) {
        JobStep before = step;
        if (before == null || !before.unit().equals(next.unit())) {
            set(0, null);
        }
        step = next;
    }

    public void set(long already, @Nullable Long all) {
        done.set(already);
        total = all;
        rate.clear();
    }

    public void add(long more) {
        done.addAndGet(more);
    }

    /** How many chunks were made to be stored; null when none were, as of a document that was there already. */
    @Nullable
    public Long chunks() {
        return step == JobStep.STORING ? total : null;
    }

    public Progress read() {
        long now = done.get();
        rate.add(System.nanoTime(), now);
        JobStep current = step;
        return new Progress(
                current == null ? null : current.wireName(),
                current == null ? null : current.unit(),
                now,
                total,
                rate.perSecond());
    }
}
