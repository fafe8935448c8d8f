package dev.lockstep.engine.unitofwork;

import java.time.Duration;

/**
 * The options by which a unit of work is carried out.
 *
 * @param timeout from now to the commit
 * @param retries how often what failed for a passing reason is tried again, within the timeout, before it is undone
 * @param onTimeout what happens when the time is up
 */
public record Options(Duration timeout, int retries, OnTimeout onTimeout) {

    public enum OnTimeout {
        /** The unit of work is undone, and the caller waits for that. */
        COMPENSATE,
        /**
         * The unit of work goes on in the background, for a bounded time; the caller is told that it is in progress.
         */
        CONTINUE
    }
}
