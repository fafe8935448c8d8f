package dev.lockstep.features.reconciliation;

import java.time.Duration;
import java.util.List;

/**
 * A report on how far the stores agree.
 *
 * @param inSync nothing differs, nothing is on its way, and the last passes left nothing wrong behind
 * @param knowledgeBases some of them, counted now
 * @param unresolved what the last passes left, by kind
 * @param unsettled committed units of work whose points are still in the write buffer
 * @param parked units of work that wait for an administrator
 * @param garbage superseded points that wait for their removal
 */
public record ConsistencyReport(
        boolean inSync,
        List<Compared> knowledgeBases,
        Unresolved unresolved,
        long unsettled,
        Duration oldestUnsettled,
        long parked,
        long garbage,
        List<PassState> passes) {

    public ConsistencyReport {
        knowledgeBases = List.copyOf(knowledgeBases);
        passes = List.copyOf(passes);
    }

    /** A knowledge base in both stores. */
    public record Compared(String name, long liveChunks, long points) {

        public boolean inSync() {
            return liveChunks == points;
        }
    }

    /** The differences that the last passes found and did not mend. */
    public record Unresolved(
            long zombies, long missing, long stale, long quarantined, long lostCollections, long orphanedCollections) {

        boolean none() {
            return zombies + missing + stale + quarantined + lostCollections + orphanedCollections == 0;
        }
    }
}
