package dev.lockstep.platform.spool;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how much room the files may take, and take. */
final class Allowance {

    private final long total;
    private final AtomicLong held = new AtomicLong();

    Allowance(long total) {
        this.total = total;
    }

    /** @throws Unavailable when there is not that much left */
    void take(long bytes) {
        if (held.addAndGet(bytes) > total) {
            held.addAndGet(-bytes);
            throw new Unavailable(
                    ErrorCode.UPLOADS_FULL,
                    "the files being uploaded and worked on may have " + total
                            + " bytes together (lockstep.uploads.max-total), and there is no room left for this one",
                    Map.of("limit", total),
                    null);
        }
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Takes over a new count, which is made now and then because other processes may share the directory. */
    void recount(long bytes) {
        held.set(bytes);
    }

    long held() {
        return held.get();
    }
}
