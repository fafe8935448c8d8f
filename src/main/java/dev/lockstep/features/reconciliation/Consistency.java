package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.features.reconciliation.ConsistencyReport.Compared;
import dev.lockstep.features.reconciliation.ConsistencyReport.Unresolved;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses;
import dev.lockstep.stores.catalog.reconciliation.Findings;
import dev.lockstep.stores.catalog.reconciliation.Findings.Kind;
import dev.lockstep.stores.catalog.unitofwork.UnsettledCounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Tells how far the stores agree. */
@ApplicationScoped
public class Consistency {

    private final KnowledgeBases knowledgeBases;
    private final Comparison comparison;
    private final Findings findings;
    private final UnsettledCounts unfinished;
    private final BackgroundPasses passes;

    Consistency(
            KnowledgeBases knowledgeBases,
            Comparison comparison,
            Findings findings,
            UnsettledCounts unfinished,
            BackgroundPasses passes) {
        this.knowledgeBases = knowledgeBases;
        this.comparison = comparison;
        this.findings = findings;
        this.unfinished = unfinished;
        this.passes = passes;
    }

    /**
     * Returns a report that counts some knowledge bases now, in the order of names, and tells of all others what the
     * passes saw.
     *
     * @param after the last name of the page before, or empty for the first page
     */
    public Uni<ConsistencyReport> report(Caller caller, String after, int limit) {
        return knowledgeBases.page(caller, after, limit).chain(page -> report(caller, page));
    }

    private Uni<ConsistencyReport> report(Caller caller, List<KnowledgeBase> page) {
        return comparison.compare(page).chain(compared -> Uni.combine()
                .all()
                .unis(findings.sums(caller), unfinished.counts(caller), states(caller))
                .asTuple()
                .map(rest -> report(compared, unresolved(rest.getItem1()), rest.getItem2(), rest.getItem3())));
    }

    private static ConsistencyReport report(
            List<Compared> compared, Unresolved unresolved, UnsettledCounts.Counts unfinished, List<PassState> passes) {
        boolean inSync = compared.stream().allMatch(Compared::inSync)
                && unresolved.none()
                && unfinished.unsettled() == 0
                && unfinished.parked() == 0
                && unfinished.garbageDue() == 0
                && passes.stream().noneMatch(PassState::failed);
        return new ConsistencyReport(
                inSync,
                compared,
                unresolved,
                unfinished.unsettled(),
                unfinished.oldestUnsettled(),
                unfinished.parked(),
                unfinished.garbage(),
                passes);
    }

    private static Unresolved unresolved(Map<Kind, Long> sums) {
        return new Unresolved(
                sums.getOrDefault(Kind.ZOMBIE, 0L),
                sums.getOrDefault(Kind.MISSING, 0L),
                sums.getOrDefault(Kind.STALE, 0L),
                sums.getOrDefault(Kind.QUARANTINED, 0L),
                sums.getOrDefault(Kind.LOST_COLLECTION, 0L),
                sums.getOrDefault(Kind.ORPHANED_COLLECTION, 0L));
    }

    /** The passes go over all knowledge bases, so they are the operator's alone. */
    private Uni<List<PassState>> states(Caller caller) {
        return caller.isOperator() ? states() : Uni.createFrom().item(List.of());
    }

    /** Returns the passes as they stand. */
    public Uni<List<PassState>> states() {
        return passes.all().map(all -> all.stream().map(PassState::of).toList());
    }
}
