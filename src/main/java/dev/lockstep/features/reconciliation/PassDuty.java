package dev.lockstep.features.reconciliation;

import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a pass in the background: soon after the start, and then at its interval. */
final class PassDuty implements Duty {

    /**
     * The age up to which a pass counts as just done: processes that start together need not all compare the same
     * stores at once.
     */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    /**
     * The number of looks within an interval. The interval counts for all processes together, so each looks more often
     * whether it is over.
     */
    private static final int LOOKS_PER_INTERVAL = 10;

    private final Passes passes;
    private final Pass pass;
    private final Interval interval;
    private final Duration firstAfter;
    private final AtomicBoolean first = new AtomicBoolean(true);

    /** The time from the end of a pass, in whatever process, to the next; and the setting that it comes from. */
    record Interval(Duration length, String setting) {

        Duration soon() {
            return length.compareTo(JUST_NOW) < 0 ? length : JUST_NOW;
        }
    }

    PassDuty(Passes passes, Pass pass, Interval interval, Duration firstAfter) {
        this.passes = passes;
        this.pass = pass;
        this.interval = interval;
        this.firstAfter = firstAfter;
    }

    @Override
    public String name() {
        return pass.name();
    }

    @Override
    public String purpose() {
        return pass.purpose();
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(interval.length().dividedBy(LOOKS_PER_INTERVAL), interval.setting())
                .beginningAfter(firstAfter);
    }

    @Override
    public Uni<Void> round() {
        Duration rest = first.getAndSet(false) ? interval.soon() : interval.length();
        return passes.run(List.of(pass), Order.EVERYTHING, rest).replaceWithVoid();
    }
}
