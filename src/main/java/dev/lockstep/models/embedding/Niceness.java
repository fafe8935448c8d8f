package dev.lockstep.models.embedding;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import org.jboss.logging.Logger;

/**
 * Says how far a thread steps back when others want the processors: at 0 it runs as any other, at 19 only when nobody else does.
 *
 * <p>Java's priorities say nothing to Linux unless the JVM was started for it ({@code -XX:ThreadPriorityPolicy=1}), and
 * reach a nice value of 4 then. The system call reaches all of them, and needs no right to step back: setpriority(2), whose
 * process 0 is the calling thread ("C library/kernel differences" of its manual page). Elsewhere a process has one value
 * for all its threads, so there Java's priority has to do.
 */
record Niceness(int value) {

    static final Niceness NONE = new Niceness(0);

    private static final Logger LOG = Logger.getLogger(Niceness.class);

    private static final int MOST = 19;
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;

    Niceness {
        if (value < 0 || value > MOST) {
            throw new IllegalArgumentException("a nice value is 0 to " + MOST + ", not " + value);
        }
    }

    /** Makes the calling thread step back for good. If it can't, that is no reason to compute nothing. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on the order of threads: only how fast others are does.
    void take() {
        if (value == 0) {
            return;
        }
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        if (Platform.isLinux()) {
            try {
                int failed = Function.getFunction("c", "setpriority")
                        .invokeInt(new Object[] {PRIO_PROCESS, CALLING_THREAD, value});
                if (failed != 0) {
                    LOG.debugf("setpriority(2) refused a nice value of %d", value);
                }
            } catch (LinkageError e) {
                LOG.debugf("threads that embed documents can't step back: %s", e.getMessage());
            }
        }
    }
}
