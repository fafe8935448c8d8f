package dev.lockstep.web.operations;

import dev.lockstep.features.reconciliation.RepairRequest.Mode;
import dev.lockstep.features.reconciliation.RepairResult;
import dev.lockstep.features.reconciliation.RepairResult.Repaired;
import dev.lockstep.web.operations.ConsistencyView.PassView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a repair did, or would have done. */
public record RepairView(
        boolean dryRun,

        @Schema(description = "finished, or running: then see GET /v1/consistency", examples = "finished")
        String state,

        @Schema(
                description =
                        "Where something was found, by name; at most 500. Nothing was removed from a knowledge base"
                                + " whose zombies exceed the fuse: see the detail of the collector")
        List<RepairedView> knowledgeBases,

        List<PassView> passes) {

    /** How many differences were found, and how many of them were mended. */
    public record RepairedView(
            @Schema(description = "Null when no live knowledge base is concerned") @Nullable
            String name,

            String collection,
            long zombies,
            long removed,
            long missing,
            long restored,
            long stale,
            long rewritten,
            long quarantined) {

        static RepairedView of(Repaired repaired) {
            return new RepairedView(
                    repaired.name(),
                    repaired.collection(),
                    repaired.zombies(),
                    repaired.removed(),
                    repaired.missing(),
                    repaired.restored(),
                    repaired.stale(),
                    repaired.rewritten(),
                    repaired.quarantined());
        }
    }

    static RepairView of(RepairResult result, Mode mode) {
        return new RepairView(
                mode == Mode.DRY_RUN,
                result.finished() ? "finished" : "running",
                result.repaired().stream().map(RepairedView::of).toList(),
                result.passes().stream().map(PassView::of).toList());
    }
}
