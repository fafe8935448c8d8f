package dev.lockstep.retrieval;

import dev.lockstep.buffer.Freshness;
import dev.lockstep.buffer.WriteBuffer;
import dev.lockstep.catalog.Chunks;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.points.PointStore;
import dev.lockstep.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The nearest live chunks, from Qdrant and the write buffer.
 *
 * <p>The catalog has the last word: what it does not call live is dropped. A drop means that a document was changed or
 * deleted lately, so its new version may have come too late for this round's snapshot, and better hits may be below the
 * dropped ones: another round asks again, for more, until nothing new is dropped and there are enough.
 */
@ApplicationScoped
class Candidates {

    /** Rounds at most, each asking for four times as many as the one before. */
    private static final int MAX_ROUNDS = 6;

    /** And so many at most: an answer is built in memory. */
    private static final int MAX_SIZE = 50_000;

    private final Freshness freshness;
    private final WriteBuffer buffer;
    private final PointStore points;
    private final Chunks chunks;
    private final SearchSettings settings;

    Candidates(Freshness freshness, WriteBuffer buffer, PointStore points, Chunks chunks, SearchSettings settings) {
        this.freshness = freshness;
        this.buffer = buffer;
        this.points = points;
        this.chunks = chunks;
        this.settings = settings;
    }

    /** Makes the buffer complete; must have been done before {@link #hits}. */
    Uni<Void> refresh() {
        return freshness.ensure();
    }

    Uni<List<Hit>> hits(KnowledgeBase knowledgeBase, Embedding query, Question question) {
        return round(new Round(
                knowledgeBase, query, question, Deadline.in(settings.timeout()), 1, question.limit(), Set.of()));
    }

    private record Round(
            KnowledgeBase knowledgeBase,
            Embedding query,
            Question question,
            Deadline deadline,
            int number,
            int size,
            Set<PointId> dropped) {

        Round next(Set<PointId> nowDropped) {
            return new Round(
                    knowledgeBase, query, question, deadline, number + 1, Math.min(size * 4, MAX_SIZE), nowDropped);
        }
    }

    private Uni<List<Hit>> round(Round round) {
        // The snapshot comes first: what is evicted after it is visible in Qdrant by then.
        List<List<Point>> snapshot = buffer.snapshot(round.knowledgeBase().id());
        Question question = round.question();
        return points.nearest(
                        round.knowledgeBase().collection(),
                        round.knowledgeBase().id(),
                        round.query(),
                        question.filter(),
                        round.size(),
                        question.threshold(),
                        round.deadline())
                .map(indexed -> merge(
                        indexed,
                        BufferScan.nearest(
                                snapshot, round.query(), question.filter(), round.size(), question.threshold()),
                        round.size()))
                .chain(nearest -> hydrate(round, nearest));
    }

    /**
     * A point that Qdrant shows already while the buffer still has it is one candidate. Sorted in any case: Qdrant leaves
     * open which of two equal scores comes first.
     */
    private static List<Near> merge(List<Near> indexed, List<Near> buffered, int size) {
        Map<PointId, Near> byId = new LinkedHashMap<>();
        indexed.forEach(near -> byId.put(near.id(), near));
        buffered.forEach(near -> byId.put(near.id(), near));
        List<Near> merged = new ArrayList<>(byId.values());
        merged.sort(BufferScan.BEST_FIRST);
        return merged.size() <= size ? merged : merged.subList(0, size);
    }

    private Uni<List<Hit>> hydrate(Round round, List<Near> nearest) {
        if (nearest.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<PointId> ids = nearest.stream().map(Near::id).toList();
        return chunks.live(round.knowledgeBase().id(), ids).chain(found -> {
            Map<PointId, LiveChunk> live = found.stream().collect(Collectors.toMap(LiveChunk::id, Function.identity()));
            Set<PointId> dropped = new HashSet<>(ids);
            dropped.removeAll(live.keySet());
            boolean tooFew = live.size() < round.question().limit() && nearest.size() == round.size();
            boolean again = !round.dropped().containsAll(dropped) || tooFew && !dropped.isEmpty();
            return again && round.number() < MAX_ROUNDS
                    ? refresh().chain(() -> round(round.next(dropped)))
                    : Uni.createFrom().item(hits(nearest, live, round.question().limit()));
        });
    }

    private static List<Hit> hits(List<Near> nearest, Map<PointId, LiveChunk> live, int limit) {
        return nearest.stream()
                .filter(near -> live.containsKey(near.id()))
                .limit(limit)
                .map(near -> new Hit(near.score(), live.get(near.id())))
                .toList();
    }
}
