package dev.lockstep.features.reconciliation;

import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses.PassRecord;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pass: the one that is running, or the last one.
 *
 * @param state waiting (for its first time), running, finished or failed
 * @param scanned points looked at so far, of about {@code total}
 */
public record PassState(
        String name,
        String state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long scanned,
        long total,
        long found,
        long repaired,
        @Nullable String detail) {

    private static final String ABANDONED = "ABANDONED";
    private static final String FAILED = "failed";

    static PassState of(PassRecord pass) {
        boolean abandoned = pass.state().equals(ABANDONED);
        return new PassState(
                pass.name(),
                abandoned ? FAILED : pass.state().toLowerCase(Locale.ROOT),
                pass.startedAt(),
                pass.finishedAt(),
                pass.progress().scanned(),
                pass.progress().total(),
                pass.progress().found(),
                pass.progress().repaired(),
                abandoned ? "its process is gone; the next round starts over" : pass.detail());
    }

    boolean failed() {
        return state.equals(FAILED);
    }
}
