package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Texts;
import dev.lockstep.features.reconciliation.Order.Effect;
import dev.lockstep.features.reconciliation.Order.Fuse;
import dev.lockstep.features.reconciliation.RepairRequest.Mode;
import dev.lockstep.features.reconciliation.RepairRequest.Zeal;
import dev.lockstep.platform.reactive.DetachedWork;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs all passes when someone asks for it. */
@ApplicationScoped
public class Repair {

    private final KnowledgeBases knowledgeBases;
    private final Passes passes;
    private final List<Pass> all;
    private final RepairSummary summary;
    private final ReconciliationSettings settings;

    Repair(
            KnowledgeBases knowledgeBases,
            Passes passes,
            Collector collector,
            Scrub scrub,
            RepairSummary summary,
            ReconciliationSettings settings) {
        this.knowledgeBases = knowledgeBases;
        this.passes = passes;
        this.all = List.of(collector, scrub);
        this.summary = summary;
        this.settings = settings;
    }

    /**
     * Compares and mends. What has begun goes on by itself; the answer comes at its end, or without it when that takes too
     * long.
     *
     * @throws Conflict when a pass is running already, in this process or another
     */
    public Uni<RepairResult> repair(Caller caller, RepairRequest request) {
        return scope(caller, request)
                .map(only -> order(only.orElse(null), request))
                .chain(order -> DetachedWork.from(passes.run(all, order, Duration.ZERO)))
                .map(results -> results.orElseThrow(Repair::busy))
                .map(Optional::of)
                .ifNoItem()
                .after(settings.repairWait())
                .recoverWithItem(Optional::empty)
                .chain(results -> results.map(summary::of).orElseGet(summary::unfinished));
    }

    private Uni<Optional<KnowledgeBase>> scope(Caller caller, RepairRequest request) {
        String name = request.knowledgeBase();
        if (name == null && !caller.isOperator()) {
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY,
                    "'knowledge_base' is missing: only the operator mends everything at once",
                    Map.of("property", "knowledge_base"));
        }
        if (name == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        Texts.requireStorable(name, "'knowledge_base'");
        return knowledgeBases.require(caller, name).map(Optional::of);
    }

    private static Order order(@Nullable KnowledgeBase only, RepairRequest request) {
        return new Order(
                only,
                request.mode() == Mode.DRY_RUN ? Effect.LOOK : Effect.MEND,
                request.zeal() == Zeal.IGNORE_FUSE ? Fuse.IGNORED : Fuse.HOLDS);
    }

    private static Conflict busy() {
        return new Conflict(
                ErrorCode.PASS_RUNNING,
                "a collector or scrub is running: see its progress at GET /v1/consistency, and try again when it has ended");
    }
}
