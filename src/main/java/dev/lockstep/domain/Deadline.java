package dev.lockstep.domain;

import java.time.Duration;

/**
 * The moment when a piece of work must be done, on this machine's monotonic clock. It is never stored: leases in the catalog go by the
 * database's clock.
 *
 * @param atNanos a value of {@link System#nanoTime()}
 */
public record Deadline(long atNanos) {

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The time that is left, at least zero. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    public boolean passed() {
        return remaining().isZero();
    }

    /** The earlier of this one and one in so much time. */
    public Deadline atMost(Duration time) {
        Deadline sooner = in(time);
        return sooner.atNanos - atNanos < 0 ? sooner : this;
    }
}
