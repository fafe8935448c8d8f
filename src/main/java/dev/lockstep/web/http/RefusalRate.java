package dev.lockstep.web.http;

import java.util.concurrent.TimeUnit;

/** Bounds how many refusals are logged in a second: whoever sends wrong requests writes the log. */
final class RefusalRate {

    /** Says that there have been as many as there may. */
    static final int ENOUGH = -1;

    static final int A_SECOND = 20;

    private long second = Long.MIN_VALUE;
    private int said;
    private int unsaid;

    /** Returns how many have not been logged since the last one that was, or {@link #ENOUGH} if this one is not to be, either. */
    synchronized int take(long nanos) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanos);
        if (now != second) {
            second = now;
            said = 0;
        }
        if (said >= A_SECOND) {
            unsaid++;
            return ENOUGH;
        }
        said++;
        int before = unsaid;
        unsaid = 0;
        return before;
    }
}
