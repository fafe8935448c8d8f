package dev.lockstep.platform.duties;

import dev.lockstep.platform.reactive.Rounds;
import dev.lockstep.platform.reactive.Rounds.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A duty while this process does it: its timers, and what became of its rounds. */
public final class ScheduledDuty {

    private final Duty duty;
    private final Duration firstAfter;
    private final List<Rounds> timers;

    public ScheduledDuty(Duty duty) {
        this.duty = duty;
        Schedule schedule = duty.schedule();
        this.firstAfter = schedule.firstAfter();
        this.timers = Stream.generate(() -> new Rounds(duty.name(), schedule.pause(), duty::round))
                .limit(schedule.concurrency())
                .toList();
    }

    public Duty duty() {
        return duty;
    }

    public void start() {
        if (firstAfter.isZero()) {
            timers.forEach(Rounds::start);
        } else {
            timers.forEach(timer -> timer.startAfter(firstAfter));
        }
    }

    /** No round begins any more; one under way ends by itself. */
    public void stopTimers() {
        timers.forEach(Rounds::stop);
    }

    /** Tells how the rounds went: of those that are done side by side, the last end and the worst luck. */
    public Past past() {
        List<Past> pasts = timers.stream().map(Rounds::past).toList();
        Instant lastEnd = pasts.stream()
                .map(Past::lastEnd)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return pasts.stream()
                .max(Comparator.comparing(Past::failuresInARow))
                .map(worst -> new Past(lastEnd, worst.failuresInARow(), worst.lastFailure()))
                .orElse(new Past(null, 0, null));
    }
}
