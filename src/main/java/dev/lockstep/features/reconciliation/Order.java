package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.ScopeId;
import org.jspecify.annotations.Nullable;

/**
 * The order that a pass carries out.
 *
 * @param only this knowledge base, or null for everything
 */
record Order(@Nullable KnowledgeBase only, Effect effect, Fuse fuse) {

    /** Whether anything is changed. */
    enum Effect {
        LOOK,
        MEND
    }

    /** Whether a pass that would remove too much stops. */
    enum Fuse {
        HOLDS,
        IGNORED
    }

    /** The order that runs in the background. */
    static final Order EVERYTHING = new Order(null, Effect.MEND, Fuse.HOLDS);

    boolean mends() {
        return effect == Effect.MEND;
    }

    @Nullable
    ScopeId onlyScope() {
        return only == null ? null : only.id().scope();
    }

    /**
     * Returns the scope that narrows a scan. A collection of its own is looked at whole, with whatever else got into
     * it.
     */
    @Nullable
    ScopeId filter() {
        return only == null || only.placement() == Placement.OWN
                ? null
                : only.id().scope();
    }
}
