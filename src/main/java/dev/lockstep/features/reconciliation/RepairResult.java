package dev.lockstep.features.reconciliation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a repair: what it did, or would have done.
 *
 * @param finished false when it is still going on
 * @param repaired only where something was found, by name; at most {@link #MOST}
 * @param passes as they stand
 */
public record RepairResult(boolean finished, List<Repaired> repaired, List<PassState> passes) {

    static final int MOST = 500;

    public RepairResult {
        repaired = List.copyOf(repaired);
        passes = List.copyOf(passes);
    }

    /**
     * The differences that were found in a knowledge base, and how many of them were mended.
     *
     * @param name null when no live knowledge base is concerned
     */
    public record Repaired(
            @Nullable String name,
            String collection,
            long zombies,
            long removed,
            long missing,
            long restored,
            long stale,
            long rewritten,
            long quarantined) {}
}
