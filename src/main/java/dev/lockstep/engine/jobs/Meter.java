package dev.lockstep.engine.jobs;

import dev.lockstep.domain.Job.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The progress of a job, counted by whoever does it and read by whoever reports it. */
public final class Meter {

    private static final Duration LATELY = Duration.ofSeconds(30);

    private final AtomicLong done = new AtomicLong();
    private final Rate rate = new Rate(LATELY);

    private volatile @Nullable JobStep step;
    private volatile @Nullable Long total;

    /** Enters the next step. The count stays if the next step counts the same unit. */
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

    /**
     * Returns how many chunks were made to be stored; null when none were, as for a document that was there already.
     */
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
