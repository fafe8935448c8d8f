package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.reconciliation.PointOrigins.Origin;

/** The verdict on a point that Qdrant shows and the catalog does not call live. */
enum Verdict {
    /** Someone else takes care of it, now or later: its unit of work, recovery, or the purge. */
    LEAVE,
    /** It will never be live again: remove it. */
    REMOVE,
    /** Nothing here explains it: show it to people. */
    QUARANTINE;

    static Verdict of(Origin origin) {
        if (origin.expected()) {
            return LEAVE;
        }
        return origin.state() == null ? QUARANTINE : of(origin.state());
    }

    /**
     * Returns the verdict on points of a unit of work in this state. Nothing of a parked one can become live: from
     * there it can only be compensated. Removing its points is what the administrator would retry, so the parked unit
     * of work is then easier to undo.
     */
    private static Verdict of(UnitOfWorkState state) {
        return switch (state) {
            case STAGED, COMPENSATING -> LEAVE;
            case COMMITTED, SETTLED, COMPENSATED, SWEPT, PARKED -> REMOVE;
        };
    }
}
