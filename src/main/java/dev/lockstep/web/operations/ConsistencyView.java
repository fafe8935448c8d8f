package dev.lockstep.web.operations;

import dev.lockstep.features.reconciliation.ConsistencyReport;
import dev.lockstep.features.reconciliation.ConsistencyReport.Compared;
import dev.lockstep.features.reconciliation.PassState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far the stores agree, as clients see it. */
public record ConsistencyView(
        @Schema(
                description = "Every count below agrees, nothing is on its way, nothing is parked, quarantined or left"
                        + " unmended, and no pass has failed. False for moments while documents are written: what is"
                        + " unsettled or garbage explains the difference, and searches are not affected by it")
        boolean inSync,

        @Schema(description = "Counted now, in both stores: those of this page, by name")
        List<KnowledgeBaseSync> knowledgeBases,

        @Schema(description = "Points in Qdrant that nothing needs, and the last collector did not remove")
        long zombies,

        @Schema(description = "Chunks that the last scrub missed in Qdrant and could not restore")
        long missing,

        @Schema(description = "Points whose payload was wrong, and the last scrub could not write again")
        long stale,

        @Schema(
                description = "Points that nothing in the database explains. They are left alone; see the table"
                        + " quarantined_point")
        long quarantined,

        @Schema(description = "Collections of knowledge bases that Qdrant lacks")
        long lostCollections,

        @Schema(description = "Collections named like Lockstep's that no knowledge base has")
        long orphanedCollections,

        @Schema(
                description = "Committed units of work whose points Qdrant has not shown yet; searches read them from"
                        + " the write buffer")
        long unsettled,

        @Schema(description = "How long ago the oldest of them was committed")
        double oldestUnsettledSeconds,

        @Schema(description = "Units of work that could not be undone, and wait for an administrator")
        long parked,

        @Schema(description = "Superseded points that are removed from Qdrant shortly")
        long garbage,

        List<PassView> lastPasses,

        @Schema(description = "To be sent as cursor for further knowledge bases; null on the last page") @Nullable
        String nextCursor) {

    /** A knowledge base in both stores. */
    public record KnowledgeBaseSync(String name, long liveChunks, long points, boolean inSync) {

        static KnowledgeBaseSync of(Compared compared) {
            return new KnowledgeBaseSync(compared.name(), compared.liveChunks(), compared.points(), compared.inSync());
        }
    }

    /** A pass that is running, or the last one. */
    public record PassView(
            @Schema(description = "collector looks for zombies, scrub for losses", examples = "scrub")
            String name,

            @Schema(description = "waiting (for its first time), running, finished or failed", examples = "finished")
            String state,

            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long durationMs,

            @Schema(description = "Points compared, of about total")
            long scanned,

            long total,
            long found,
            long repaired,

            @Schema(examples = "12000 points compared; nothing wrong") @Nullable
            String detail) {

        static PassView of(PassState pass) {
            return new PassView(
                    pass.name(),
                    pass.state(),
                    pass.startedAt(),
                    pass.finishedAt(),
                    pass.startedAt() == null || pass.finishedAt() == null
                            ? null
                            : Duration.between(pass.startedAt(), pass.finishedAt())
                                    .toMillis(),
                    pass.scanned(),
                    pass.total(),
                    pass.found(),
                    pass.repaired(),
                    pass.detail());
        }
    }

    static ConsistencyView of(ConsistencyReport report, @Nullable String nextCursor) {
        return new ConsistencyView(
                report.inSync(),
                report.knowledgeBases().stream().map(KnowledgeBaseSync::of).toList(),
                report.unresolved().zombies(),
                report.unresolved().missing(),
                report.unresolved().stale(),
                report.unresolved().quarantined(),
                report.unresolved().lostCollections(),
                report.unresolved().orphanedCollections(),
                report.unsettled(),
                report.oldestUnsettled().toMillis() / 1_000.0,
                report.parked(),
                report.garbage(),
                report.passes().stream().map(PassView::of).toList(),
                nextCursor);
    }
}
