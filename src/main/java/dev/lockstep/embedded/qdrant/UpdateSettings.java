package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.BeforeApply;
import java.time.Duration;

/**
 * How the operations of collections are logged and applied.
 *
 * @param flushInterval how long an operation nobody waits for may be in the hands of the operating system alone: a power cut
 *     takes it, a killed process does not. Zero: none is acknowledged before it is on the disk
 * @param reserveBytes writes are refused while the disk has less free space than this, so that the index can still be
 *     committed and the log cut
 * @param visibility what readers see of an upsert while it is applied
 * @param hook for tests: holds or delays what was acknowledged
 */
public record UpdateSettings(
        Duration flushInterval, long reserveBytes, Visibility visibility, BeforeApply hook) {
    private static final Duration LIKE_QDRANT = Duration.ofSeconds(5);
    private static final long TWO_LOG_FILES = 64L << 20;

    static final UpdateSettings DEFAULT =
            new UpdateSettings(LIKE_QDRANT, TWO_LOG_FILES, Visibility.WHOLE, BeforeApply.NOTHING);

    public UpdateSettings {
        if (flushInterval.isNegative() || reserveBytes < 0) {
            throw new IllegalArgumentException("Neither a flush interval nor a reserve can be negative");
        }
    }

    public UpdateSettings withFlushInterval(Duration newInterval) {
        return new UpdateSettings(newInterval, reserveBytes, visibility, hook);
    }

    public UpdateSettings withReserveBytes(long newReserve) {
        return new UpdateSettings(flushInterval, newReserve, visibility, hook);
    }

    public UpdateSettings withVisibility(Visibility newVisibility) {
        return new UpdateSettings(flushInterval, reserveBytes, newVisibility, hook);
    }

    public UpdateSettings withHook(BeforeApply newHook) {
        return new UpdateSettings(flushInterval, reserveBytes, visibility, newHook);
    }

    /** What readers see of an upsert while it is applied. */
    public enum Visibility {
        /** Nothing, and then all of it. */
        WHOLE,
        /** As in Qdrant: each group of 32 points when it is applied. Slower; for tests of clients that rely on too much. */
        GROUPS
    }
}
