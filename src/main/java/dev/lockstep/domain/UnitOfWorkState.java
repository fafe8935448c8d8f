package dev.lockstep.domain;

/**
 * Where a unit of work stands.
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
    /** Visible. Its points are in Qdrant's log and in the write buffer. */
    COMMITTED,
    /** Visible, and Qdrant shows every point. */
    SETTLED,
    /** It failed; what it added is being removed. */
    COMPENSATING,
    /** What it added is removed; a late upsert may still surface in Qdrant. */
    COMPENSATED,
    /** Removed, and looked after again until no late upsert can come. */
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

    /** Whether its changes are visible. */
    public boolean isCommitted() {
        return this == COMMITTED || this == SETTLED;
    }

    /** Whether nothing of it remains. */
    public boolean isUndone() {
        return this == COMPENSATED || this == SWEPT;
    }

    /** What callers are told. */
    public String status() {
        return switch (this) {
            case STAGED, COMPENSATING -> "in_progress";
            case COMMITTED, SETTLED -> "completed";
            case COMPENSATED, SWEPT -> "compensated";
            case PARKED -> "failed";
        };
    }
}
