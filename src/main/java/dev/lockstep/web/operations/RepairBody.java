package dev.lockstep.web.operations;

import dev.lockstep.features.reconciliation.RepairRequest;
import dev.lockstep.features.reconciliation.RepairRequest.Mode;
import dev.lockstep.features.reconciliation.RepairRequest.Zeal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The request for a repair. */
public record RepairBody(
        @Schema(description = "Only tell what would be done; false when left out", examples = "true") @Nullable
        Boolean dryRun,

        @Schema(description = "Only this one; everything when left out", examples = "handbook", pattern = "^[^\\x00]+$")
        @Nullable
        String knowledgeBase,

        @Schema(description = "Also remove so many points that it looks like a mistake; false when left out") @Nullable
        Boolean ignoreFuse) {

    RepairRequest request() {
        return new RepairRequest(
                knowledgeBase,
                Boolean.TRUE.equals(dryRun) ? Mode.DRY_RUN : Mode.REPAIR,
                Boolean.TRUE.equals(ignoreFuse) ? Zeal.IGNORE_FUSE : Zeal.CAREFUL);
    }
}
