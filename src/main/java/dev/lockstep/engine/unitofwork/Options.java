package dev.lockstep.engine.unitofwork;

import java.time.Duration;

/**
 * How a unit of work is to be carried out.
 *
 * @param timeout from now to the commit
 * @param retries how often what failed for a passing reason is tried again, within the timeout, before it is undone
 * @param onTimeout what happens when the time is up
 */
public record Options(Duration timeout, int retries, OnTimeout onTimeout) {

    public enum OnTimeout {
        /** It is undone, and the caller waits for that. */
        COMPENSATE,
        /** It goes on in the background, for a bounded time; the caller is told that it is in progress. */
        CONTINUE
    }
}
