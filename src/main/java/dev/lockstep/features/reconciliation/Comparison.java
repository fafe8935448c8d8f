package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.features.reconciliation.ConsistencyReport.Compared;
import dev.lockstep.stores.catalog.reconciliation.LivePoints;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts knowledge bases in both stores. */
@ApplicationScoped
class Comparison {

    /** The number of counts at a time: an exact count reads much. */
    private static final int AT_ONCE = 4;

    private final LivePoints live;
    private final PointStore points;

    Comparison(LivePoints live, PointStore points) {
        this.live = live;
        this.points = points;
    }

    /** Compares knowledge bases, in the order given. */
    Uni<List<Compared>> compare(List<KnowledgeBase> knowledgeBases) {
        return live.counts(knowledgeBases.stream().map(KnowledgeBase::id).toList())
                .chain(expected -> inQdrant(knowledgeBases).map(shown -> knowledgeBases.stream()
                        .map(knowledgeBase -> new Compared(
                                knowledgeBase.name(),
                                expected.getOrDefault(knowledgeBase.id(), 0L),
                                shown.getOrDefault(knowledgeBase.id(), 0L)))
                        .toList()));
    }

    private record Count(KnowledgeBaseId id, long points) {}

    private Uni<Map<KnowledgeBaseId, Long>> inQdrant(List<KnowledgeBase> knowledgeBases) {
        return Multi.createFrom()
                .iterable(knowledgeBases)
                .onItem()
                .transformToUni(knowledgeBase -> points.count(
                                knowledgeBase.collection(), knowledgeBase.id().scope(), points.standardDeadline())
                        .map(count -> new Count(knowledgeBase.id(), count)))
                .merge(AT_ONCE)
                .collect()
                .in(HashMap::new, (counts, count) -> counts.put(count.id(), count.points()));
    }
}
