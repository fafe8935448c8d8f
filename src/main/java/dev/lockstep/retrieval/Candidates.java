package dev.lockstep.retrieval;

import dev.lockstep.catalog.Chunks;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.nearest.Ask;
import dev.lockstep.nearest.NearestLive;
import dev.lockstep.nearest.Question;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The nearest live chunks of a knowledge base. */
@ApplicationScoped
class Candidates {

    private final NearestLive nearest;
    private final Chunks chunks;

    Candidates(NearestLive nearest, Chunks chunks) {
        this.nearest = nearest;
        this.chunks = chunks;
    }

    /** Makes the write buffer complete; must have been done before {@link #hits}. */
    Uni<Void> refresh() {
        return nearest.refresh();
    }

    Uni<List<Hit>> hits(KnowledgeBase knowledgeBase, Embedding query, Question question) {
        Ask ask = new Ask(
                knowledgeBase.collection(),
                knowledgeBase.id(),
                query,
                question.filter(),
                question.limit(),
                question.threshold());
        return nearest.hits(ask, ids -> chunks.live(knowledgeBase, ids)
                        .map(live -> live.stream().collect(Collectors.toMap(LiveChunk::id, Function.identity()))))
                .map(scored -> scored.stream()
                        .map(hit -> new Hit(hit.score(), hit.item()))
                        .toList());
    }
}
