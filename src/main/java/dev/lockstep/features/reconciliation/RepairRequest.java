package dev.lockstep.features.reconciliation;

import org.jspecify.annotations.Nullable;

/**
 * A request for a repair.
 *
 * @param knowledgeBase by its name, or null for everything
 */
public record RepairRequest(@Nullable String knowledgeBase, Mode mode, Zeal zeal) {

    /** Whether anything is changed. */
    public enum Mode {
        DRY_RUN,
        REPAIR
    }

    /** Whether so many points may be removed that it looks like a mistake. */
    public enum Zeal {
        CAREFUL,
        IGNORE_FUSE
    }
}
