package dev.lockstep.features.search;

import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import dev.lockstep.features.search.Annotations.Annotation;
import dev.lockstep.features.search.Hit.Explanation;
import dev.lockstep.features.search.Hit.Scores;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.Reranking.Judged;
import dev.lockstep.features.search.SearchRequest.Extra;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of each hit. */
final class HitAssembly {

    private final Query query;
    private final Map<KnowledgeBaseId, String> names = new HashMap<>();
    private final Map<KnowledgeBaseId, List<String>> languages = new HashMap<>();
    private final Map<PointId, Context> contexts;
    private final Map<PointId, Annotation> annotations;

    HitAssembly(
            Query query,
            List<SearchTarget> targets,
            Map<PointId, Context> contexts,
            Map<PointId, Annotation> annotations) {
        this.query = query;
        this.contexts = contexts;
        this.annotations = annotations;
        for (SearchTarget target : targets) {
            KnowledgeBase knowledgeBase = target.knowledgeBase();
            names.put(knowledgeBase.id(), knowledgeBase.name());
            languages.put(knowledgeBase.id(), target.words().languages());
        }
    }

    Hit hit(Judged judged) {
        List<Hit> chunks = query.perDocument() == null
                ? List.of()
                : judged.group().stream()
                        .map(item -> hit(item, null, List.of()))
                        .toList();
        return hit(judged.group().get(0), judged.score(), chunks);
    }

    private Hit hit(Item item, @Nullable Float reranked, List<Hit> chunks) {
        RankedPoint ranked = item.ranked();
        Annotation annotation = annotations.get(ranked.id());
        return new Hit(
                Objects.requireNonNull(names.get(ranked.scope())),
                ranked.relevance(),
                scores(ranked, reranked),
                item.chunk(),
                query.wants(Extra.EXPLANATION) ? explanation(ranked, annotation) : null,
                query.wants(Extra.HIGHLIGHTS) && annotation != null ? annotation.highlights() : null,
                contexts.get(ranked.id()),
                chunks);
    }

    private Scores scores(RankedPoint ranked, @Nullable Float reranked) {
        return new Scores(
                score(ranked.place(LegName.DENSE)),
                score(ranked.place(LegName.LEXICAL)),
                query.mode() == Mode.HYBRID ? ranked.score() : null,
                reranked);
    }

    private static @Nullable Float score(@Nullable Place place) {
        return place == null ? null : place.score();
    }

    private Explanation explanation(RankedPoint ranked, @Nullable Annotation annotation) {
        return new Explanation(
                ranked.places(),
                query.mode() == Mode.HYBRID,
                query.fusion().k(),
                annotation == null ? List.of() : annotation.terms(),
                languages.getOrDefault(ranked.scope(), List.of()));
    }
}
