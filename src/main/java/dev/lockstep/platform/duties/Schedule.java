package dev.lockstep.platform.duties;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a duty is done.
 *
 * @param pause from the end of a round to the beginning of the next
 * @param setting the name of the setting that the pause comes from, or null when the pause is always the same
 * @param firstAfter how long after the start the first round begins; zero for at once
 * @param concurrency how many rounds may be under way at a time, each with pauses of its own
 */
public record Schedule(Duration pause, @Nullable String setting, Duration firstAfter, int concurrency) {

    /**
     * Begins at once and goes on with this pause.
     *
     * @param setting the name of the setting that the pause comes from
     */
    public static Schedule every(Duration pause, String setting) {
        return new Schedule(pause, setting, Duration.ZERO, 1);
    }

    /** A pause that nobody can set. */
    public static Schedule always(Duration pause) {
        return new Schedule(pause, null, Duration.ZERO, 1);
    }

    /** Begins with a delay: there will hardly be anything to do, or the start of the process has precedence. */
    public Schedule beginningAfter(Duration delay) {
        return new Schedule(pause, setting, delay, concurrency);
    }

    /** Several rounds at a time. */
    public Schedule concurrently(int rounds) {
        return new Schedule(pause, setting, firstAfter, rounds);
    }
}
