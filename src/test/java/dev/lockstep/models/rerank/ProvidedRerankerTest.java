package dev.lockstep.models.rerank;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.provided.Provided;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A scoring model of quarkus-langchain4j reranks when no setting names another. */
class ProvidedRerankerTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Reranker reranker(ScoringModel client) {
        Provided<ScoringModel> model =
                new Provided<>("judge", "cohere", "rerank-v3", false, Optional.of("s3cret"), client);
        return new Rerankers(FixedRerank.OFF, List.of(model), VERTX, new SimpleMeterRegistry())
                .configured()
                .orElseThrow();
    }

    @Test
    void allTextsAreScoredTogetherInTheirOrder() {
        Reranker reranker = reranker((texts, query) -> Response.from(
                texts.stream().map(text -> (double) text.text().length()).toList()));

        assertThat(reranker.score("q", List.of("a", "abc", "ab")).await().indefinitely())
                .containsExactly(1, 3, 2);
        assertThat(reranker.name()).isEqualTo("rerank-v3");
    }

    @Test
    void aModelThatIsAwayIsToldWithItsName() {
        Reranker reranker = reranker((texts, query) -> {
            throw new IllegalStateException(new ConnectException("refused"));
        });

        Unavailable told = catchThrowableOfType(
                Unavailable.class,
                () -> reranker.score("q", List.of("a")).await().indefinitely());

        assertThat(told.code()).isEqualTo(ErrorCode.RERANKER_UNAVAILABLE);
        assertThat(told).hasMessage("The reranker judge (rerank-v3 by cohere) can't be reached.");
    }

    @Test
    void tooFewScoresAreNone() {
        Reranker reranker = reranker((texts, query) -> Response.from(List.of(1.0)));

        assertThat(catchThrowableOfType(
                        Unavailable.class,
                        () -> reranker.score("q", List.of("a", "b")).await().indefinitely()))
                .hasMessageContaining("gave 1 scores for 2 texts");
    }

    @Test
    void aUrlOfOurOwnComesFirst() {
        Provided<ScoringModel> model = new Provided<>(
                "judge", "cohere", "rerank-v3", false, Optional.empty(), (texts, query) -> Response.from(List.of()));

        assertThat(new Rerankers(
                                FixedRerank.at("http://localhost:1/v1/rerank"),
                                List.of(model),
                                VERTX,
                                new SimpleMeterRegistry())
                        .configured())
                .get()
                .isInstanceOf(RemoteReranker.class);
    }
}
