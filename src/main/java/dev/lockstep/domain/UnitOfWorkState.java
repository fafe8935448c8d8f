package dev.lockstep.domain;

/**
 * Says where a unit of work stands.
 *
 * <pre>
 * STAGED ──> COMMITTED ──> SETTLED
 *    └─────> COMPENSATING ──> COMPENSATED ──> SWEPT
 *                 └──> PARKED (until an administrator retries)
 * </pre>
 */
public enum UnitOfWorkState {
    /** Its rows are in the catalog, invisible; its points may be on their way to Qdrant. */
    STAGED,
    /** It is visible. Its points are in Qdrant's log and in the write buffer. */
    COMMITTED,
    /** It is visible, and Qdrant shows every point. */
    SETTLED,
    /** It failed; what it added is being removed. */
    COMPENSATING,
    /** Its additions are removed; a late upsert may still surface in Qdrant. */
    COMPENSATED,
    /** Its additions are removed, and they were looked for again until no late upsert could come. */
    SWEPT,
    /** It could not be undone in a bounded number of attempts. Its points stay invisible all the same. */
    PARKED;

    public boolean canBecome(UnitOfWorkState next) {
        return switch (this) {
            case STAGED -> next == COMMITTED || next == COMPENSATING;
            case COMMITTED -> next == SETTLED;
            case COMPENSATING -> next == COMPENSATED || next == PARKED;
            case COMPENSATED -> next == SWEPT;
            case PARKED -> next == COMPENSATING;
            case SETTLED, SWEPT -> false;
        };
    }

    /** Tells whether its changes are visible. */
    public boolean isCommitted() {
        return this == COMMITTED || this == SETTLED;
    }

    /** Tells whether nothing of it remains. */
    public boolean isUndone() {
        return this == COMPENSATED || this == SWEPT;
    }

    /** The status that callers are told. */
    public String status() {
        return switch (this) {
            case STAGED, COMPENSATING -> "in_progress";
            case COMMITTED, SETTLED -> "completed";
            case COMPENSATED, SWEPT -> "compensated";
            case PARKED -> "failed";
        };
    }
}
