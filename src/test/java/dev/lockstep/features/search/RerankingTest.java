package dev.lockstep.features.search;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.LiveGroups.Item;
import dev.lockstep.features.search.Reranking.Judged;
import dev.lockstep.features.search.SearchRequest.FusionRequest;
import dev.lockstep.models.rerank.Reranker;
import dev.lockstep.models.rerank.Rerankers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The best candidates are judged again, or stay as they were. */
class RerankingTest {

    private static final Threshold NONE = null;

    private final SearchTrace trace = new SearchTrace(Deadline.in(Duration.ofSeconds(10)));

    @Test
    void theRerankersOrderWins() {
        List<Judged> judged = rerank(() -> Uni.createFrom().item(new float[] {0.1f, 0.9f, 0.5f}), 3, NONE);

        assertThat(texts(judged)).containsExactly("b", "c", "a", "d");
        assertThat(judged.stream().map(Judged::score)).containsExactly(0.9f, 0.5f, 0.1f, null);
        assertThat(trace.degraded()).isEmpty();
        assertThat(trace.watch().stages()).containsKey(Stage.RERANK);
    }

    @Test
    void itsThresholdCutsWhatItJudgedWorseOrNotAtAll() {
        List<Judged> judged = rerank(
                () -> Uni.createFrom().item(new float[] {0.1f, 0.9f, 0.5f}), 3, new Threshold(ScoreName.RERANK, 0.4));

        assertThat(texts(judged)).containsExactly("b", "c");
    }

    @Test
    void aRerankerThatIsAwayChangesNothingAndIsTold() {
        List<Judged> judged = rerank(
                () -> Uni.createFrom().failure(new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "gone", null)),
                3,
                new Threshold(ScoreName.RERANK, 0.4));

        assertThat(texts(judged)).containsExactly("a", "b", "c", "d");
        assertThat(trace.degraded())
                .containsExactly(new Degradation("rerank", ErrorCode.EMBEDDING_UNAVAILABLE, "gone"));
        assertThat(trace.warnings().stream().map(Warning::code)).containsExactly(Warning.Code.THRESHOLD_NOT_APPLIED);
    }

    @Test
    void aRerankerThatIsLateIsNotWaitedFor() {
        List<Judged> judged = rerank(() -> Uni.createFrom().nothing(), 3, NONE);

        assertThat(texts(judged)).containsExactly("a", "b", "c", "d");
        assertThat(trace.degraded().stream().map(Degradation::reason)).containsExactly(ErrorCode.DEADLINE_EXCEEDED);
    }

    @Test
    void whoDoesNotWantItIsNotMadeToWait() {
        assertThat(texts(rerank(() -> Uni.createFrom().nothing(), 0, NONE))).containsExactly("a", "b", "c", "d");
        assertThat(trace.degraded()).isEmpty();
    }

    private List<Judged> rerank(Supplier<Uni<float[]>> answer, int depth, Threshold threshold) {
        Reranker reranker = new Reranker() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Uni<float[]> score(String query, List<String> texts) {
                assertThat(texts).hasSize(depth);
                return answer.get();
            }
        };
        LiveGroups found = new LiveGroups(
                Stream.of("a", "b", "c", "d").map(text -> List.of(item(text))).toList(), Rankings.NONE);
        return new Reranking(Rerankers.of(reranker, 50, Duration.ofMillis(50)))
                .of(query(depth, threshold), found, trace)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static Query query(int depth, Threshold threshold) {
        return new Query(
                List.of("kb"),
                "query",
                null,
                Mode.HYBRID,
                10,
                Filter.ALL,
                threshold,
                null,
                null,
                FusionRequest.DEFAULT,
                depth,
                Set.of(),
                ShownHits.NOTHING,
                0);
    }

    private static Item item(String text) {
        PointId id = PointId.next();
        return new Item(
                new RankedPoint(
                        id,
                        new KnowledgeBaseId(new UUID(1, 1)),
                        1,
                        0.5f,
                        Map.of(LegName.DENSE, new Place(1, 1, HitSource.INDEX, 1, 1, 1))),
                new LiveChunk(
                        id,
                        DocumentId.next(),
                        null,
                        1,
                        1,
                        null,
                        null,
                        text,
                        List.of(),
                        new Position(0, 0, 1),
                        Metadata.EMPTY,
                        Metadata.EMPTY));
    }

    private static List<String> texts(List<Judged> judged) {
        return judged.stream().map(hit -> hit.best().text()).toList();
    }
}
