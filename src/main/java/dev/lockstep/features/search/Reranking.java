package dev.lockstep.features.search;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.Warning.Code;
import dev.lockstep.models.rerank.Reranker;
import dev.lockstep.models.rerank.Rerankers;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has the best candidates judged again by a model that reads query and chunk together. When it is late or away, the order stays
 * as it was.
 */
@ApplicationScoped
class Reranking {

    private final Rerankers rerankers;

    Reranking(Rerankers rerankers) {
        this.rerankers = rerankers;
    }

    /**
     * A hit, judged again or not.
     *
     * @param group its chunks, best first
     */
    record Judged(List<Item> group, @Nullable Float score) {
        LiveChunk best() {
            return group.get(0).chunk();
        }
    }

    /** Puts hits into their last order. */
    Uni<List<Judged>> of(Query query, LiveGroups found, SearchTrace trace) {
        List<Judged> unjudged =
                found.groups().stream().map(group -> new Judged(group, null)).toList();
        Optional<Reranker> reranker = rerankers.configured();
        if (query.rerankDepth() == 0 || unjudged.isEmpty() || reranker.isEmpty()) {
            return Uni.createFrom().item(unjudged);
        }
        List<Judged> best = Rankings.first(unjudged, query.rerankDepth());
        List<Judged> rest = unjudged.subList(best.size(), unjudged.size());
        return scores(reranker.get(), query.text(), best, trace)
                .map(scores -> inOrder(query, best, scores, rest))
                .onFailure(failure -> failure instanceof Unavailable || failure instanceof Overloaded)
                .recoverWithItem(failure -> asTheyWere(query, unjudged, (KnowledgeException) failure, trace));
    }

    private Uni<float[]> scores(Reranker reranker, String query, List<Judged> best, SearchTrace trace) {
        List<String> texts = best.stream().map(hit -> text(hit.best())).toList();
        Duration timeout = trace.deadline().atMost(rerankers.timeout()).remaining();
        return CallerContext.resume(trace.watch().time(Stage.RERANK, () -> reranker.score(query, texts)
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new Unavailable(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "the reranker " + reranker.name() + " took longer than " + rerankers.timeout()
                                + " (lockstep.rerank.timeout)",
                        null))));
    }

    private static String text(LiveChunk chunk) {
        return chunk.title() == null ? chunk.text() : chunk.title() + "\n" + chunk.text();
    }

    private static List<Judged> inOrder(Query query, List<Judged> best, float[] scores, List<Judged> rest) {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            judged.add(new Judged(best.get(i).group(), scores[i]));
        }
        judged.sort(Comparator.comparingDouble((Judged hit) -> -score(hit)));
        Threshold threshold = query.threshold();
        if (threshold != null && threshold.on() == ScoreName.RERANK) {
            return judged.stream().filter(hit -> score(hit) > threshold.value()).toList();
        }
        judged.addAll(rest);
        return judged;
    }

    private static float score(Judged hit) {
        return hit.score() == null ? Float.NEGATIVE_INFINITY : hit.score();
    }

    private static List<Judged> asTheyWere(
            Query query, List<Judged> unjudged, KnowledgeException failure, SearchTrace trace) {
        trace.goOnWithout(Stage.RERANK.wireName(), failure);
        Threshold threshold = query.threshold();
        if (threshold != null && threshold.on() == ScoreName.RERANK) {
            trace.warn(Code.THRESHOLD_NOT_APPLIED, "'score_threshold' was not applied: there are no rerank scores now");
        }
        return unjudged;
    }
}
