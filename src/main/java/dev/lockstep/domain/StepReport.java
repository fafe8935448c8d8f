package dev.lockstep.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports what became of one step of a unit of work.
 *
 * @param ordinal its place, from 0
 * @param target what it was about, as clients name it: knowledge base, id, external id, version
 * @param affected how many of what it changed, or would have
 */
public record StepReport(
        int ordinal,
        String participant,
        String operation,
        Status status,
        Map<String, Object> target,
        Map<String, Integer> affected,
        @Nullable Failure error) {

    public StepReport {
        target = Map.copyOf(target);
        affected = Map.copyOf(affected);
    }

    public enum Status {
        /** It is neither visible nor undone yet. */
        PENDING,
        /** It is visible. */
        COMPLETED,
        /** It was the one that failed, and was undone. */
        FAILED,
        /** It was undone because another one failed. */
        COMPENSATED
    }
}
