package dev.lockstep.features.evaluation;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.engine.filtering.Filters;
import dev.lockstep.features.evaluation.EvaluationPlan.Judged;
import dev.lockstep.features.evaluation.EvaluationPlan.PlannedQuery;
import dev.lockstep.features.evaluation.Judgements.JudgedText;
import dev.lockstep.features.search.Mode;
import dev.lockstep.features.search.Search;
import dev.lockstep.features.search.SearchRequest;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.stores.catalog.documents.DocumentLookup;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Asks judged queries in each mode, a few at a time, as anybody would ask them. */
@ApplicationScoped
class Measuring {

    private final KnowledgeBases knowledgeBases;
    private final Filters filters;
    private final DocumentLookup documents;
    private final Search search;
    private final int concurrency;

    Measuring(
            KnowledgeBases knowledgeBases,
            Filters filters,
            DocumentLookup documents,
            Search search,
            EvaluationSettings settings) {
        this.knowledgeBases = knowledgeBases;
        this.filters = filters;
        this.documents = documents;
        this.search = search;
        this.concurrency = settings.concurrency();
    }

    /** Carries a plan out. It fails as a search would, and when another generation serves in the end than in the beginning. */
    Uni<EvaluationResult> of(Caller caller, EvaluationPlan plan, EvaluationProgress progress) {
        long began = System.nanoTime();
        return knowledgeBases.require(caller, plan.knowledgeBase()).chain(found -> judgements(caller, found, plan)
                .chain(judgements -> searches(caller, found, plan, judgements, progress)
                        .call(() -> knowledgeBases.requireUnmoved(List.of(found)))
                        .map(done -> new Figures(plan, judgements, done).result(found, began))));
    }

    private Uni<Judgements> judgements(Caller caller, KnowledgeBase knowledgeBase, EvaluationPlan plan) {
        return filters.resolve(caller, knowledgeBase, plan.filter())
                .chain(among -> documents.live(among, ids(plan), externalIds(plan)))
                .map(live -> Judgements.of(plan.queries(), live));
    }

    private static List<DocumentId> ids(EvaluationPlan plan) {
        return plan.queries().stream()
                .map(PlannedQuery::judged)
                .flatMap(List::stream)
                .map(Judged::documentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static List<String> externalIds(EvaluationPlan plan) {
        return plan.queries().stream()
                .map(PlannedQuery::judged)
                .flatMap(List::stream)
                .map(Judged::externalId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private record Asked(JudgedText query, Mode mode) {}

    /** The modes take turns, so that none of them is measured on a warmer service than the others. */
    private Uni<List<JudgedSearch>> searches(
            Caller caller,
            KnowledgeBase knowledgeBase,
            EvaluationPlan plan,
            Judgements judgements,
            EvaluationProgress progress) {
        List<Mode> modes = modes(knowledgeBase, plan);
        List<Asked> all = judgements.queries().stream()
                .flatMap(query -> modes.stream().map(mode -> new Asked(query, mode)))
                .toList();
        progress.begin(knowledgeBase, all.size());
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(asked -> search(caller, plan, asked).invoke(progress::searched))
                .merge(concurrency)
                .collect()
                .asList();
    }

    private Uni<JudgedSearch> search(Caller caller, EvaluationPlan plan, Asked asked) {
        return search.search(caller, request(plan, asked.query().text(), asked.mode()))
                .map(found -> JudgedSearch.of(asked.query(), asked.mode(), found, plan.k()));
    }

    /** Without a language there are no words to look for, and asking for them would be refused. */
    static List<Mode> modes(KnowledgeBase knowledgeBase, EvaluationPlan plan) {
        if (!plan.modes().isEmpty()) {
            return plan.modes();
        }
        return knowledgeBase.language() == null ? List.of(Mode.DENSE) : List.of(Mode.values());
    }

    /** A document counts as its best chunk. */
    private static SearchRequest request(EvaluationPlan plan, String query, Mode mode) {
        Filter filter = plan.filter();
        return new SearchRequest(
                List.of(plan.knowledgeBase()),
                query,
                null,
                mode.wireName(),
                plan.depth(),
                filter,
                null,
                null,
                null,
                1,
                FusionRequest.DEFAULT,
                null,
                Set.of(),
                null);
    }
}
