package dev.lockstep.embedded.qdrant.storage;

import java.time.Duration;

/**
 * How the operations of collections are logged and applied.
 *
 * @param flushInterval how long an operation nobody waits for may be in the hands of the operating system alone: a power cut
 *     takes it, a killed process does not. Zero: none is acknowledged before it is on the disk
 * @param logBytes the index is committed, and the log cut, when the log has grown by so much: what a start may have to replay
 * @param reserveBytes writes are refused while the disk has less free space than this, so that the index can still be
 *     committed and the log cut
 * @param visibility what readers see of an upsert while it is applied
 * @param hook for tests: holds or delays what was acknowledged
 */
public record UpdateSettings(
        Duration flushInterval, long logBytes, long reserveBytes, Visibility visibility, ApplyHook hook) {
    public static final UpdateSettings DEFAULT =
            new UpdateSettings(Duration.ofSeconds(5), 64L << 20, 64L << 20, Visibility.WHOLE, ApplyHook.NOTHING);

    public UpdateSettings {
        if (flushInterval.isNegative() || logBytes <= 0 || reserveBytes < 0) {
            throw new IllegalArgumentException("The flush interval, the size of the log or the reserve is too small");
        }
    }

    public UpdateSettings withFlushInterval(Duration newInterval) {
        return new UpdateSettings(newInterval, logBytes, reserveBytes, visibility, hook);
    }

    public UpdateSettings withLogBytes(long newLogBytes) {
        return new UpdateSettings(flushInterval, newLogBytes, reserveBytes, visibility, hook);
    }

    public UpdateSettings withReserveBytes(long newReserve) {
        return new UpdateSettings(flushInterval, logBytes, newReserve, visibility, hook);
    }

    public UpdateSettings withVisibility(Visibility newVisibility) {
        return new UpdateSettings(flushInterval, logBytes, reserveBytes, newVisibility, hook);
    }

    public UpdateSettings withHook(ApplyHook newHook) {
        return new UpdateSettings(flushInterval, logBytes, reserveBytes, visibility, newHook);
    }

    /** What readers see of an upsert while it is applied. */
    public enum Visibility {
        /** Nothing, and then all of it. */
        WHOLE,
        /** Readers see each group of 32 points when it is applied, as in Qdrant. This is slower; it tests clients that rely on too much. */
        GROUPS
    }
}
