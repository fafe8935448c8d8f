package dev.lockstep.features.search;

import dev.lockstep.engine.livesearch.LexicalFallback;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Answers the lexical leg from PostgreSQL. All that it finds is live, so no write buffer is needed beside it. */
@ApplicationScoped
class CatalogWords {

    private final LexicalFallback fallback;

    CatalogWords(LexicalFallback fallback) {
        this.fallback = fallback;
    }

    /** Tells whether it can answer: without words there is nothing to look for. */
    boolean canAnswer(List<SearchTarget> targets) {
        return targets.stream().anyMatch(target -> !target.terms().isEmpty());
    }

    Uni<Rankings> find(List<SearchTarget> targets, int depth) {
        List<Uni<Rankings>> each =
                targets.stream().map(target -> find(target, depth)).toList();
        return Uni.join().all(each).andFailFast().map(found -> Rankings.best(found, depth));
    }

    private Uni<Rankings> find(SearchTarget target, int depth) {
        return fallback.nearest(target.documents(), target.terms(), depth)
                .map(found -> new Rankings(
                        Map.of(LegName.LEXICAL, Legs.candidates(found.best(), target, point -> HitSource.CATALOG)),
                        Map.of(target.knowledgeBase().id(), found.mass()),
                        found.best().size() >= depth));
    }
}
