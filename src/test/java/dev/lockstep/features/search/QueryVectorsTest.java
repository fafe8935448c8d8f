package dev.lockstep.features.search;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Rejected;
import dev.lockstep.engine.livesearch.Stage;
import dev.lockstep.features.search.QueryVectors.Vector;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.ModelId;
import dev.lockstep.models.embedding.Tokenizer;
import dev.lockstep.models.embedding.WordHashModel;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A query is embedded once by each model, and a model that is away is not the end of a search. */
class QueryVectorsTest {

    private final SearchTrace trace = new SearchTrace(Deadline.in(Duration.ofSeconds(10)));

    /** The model of tests, answering as told. */
    private record Model(EmbeddingModel words, Supplier<Uni<float[]>> answer) implements EmbeddingModel {
        @Override
        public ModelId id() {
            return words.id();
        }

        @Override
        public int dimension() {
            return words.dimension();
        }

        @Override
        public int maxTokens() {
            return words.maxTokens();
        }

        @Override
        public int maxQueryTokens() {
            return 5;
        }

        @Override
        public Tokenizer tokenizer() {
            return words.tokenizer();
        }

        @Override
        public Uni<float[]> embedQuery(String query) {
            return answer.get();
        }

        @Override
        public Uni<List<float[]>> embedDocuments(List<String> texts) {
            return words.embedDocuments(texts);
        }
    }

    @Test
    void aModelIsAskedOnce() {
        AtomicInteger asked = new AtomicInteger();
        QueryVectors vectors = vectors("otters");
        Model model = model(() -> Uni.createFrom().item(() -> new float[asked.incrementAndGet()]));

        assertThat(get(vectors, model).embedding())
                .isEqualTo(get(vectors, model).embedding());
        assertThat(asked).hasValue(1);
        assertThat(trace.watch().stages()).containsKey(Stage.EMBED);
    }

    @Test
    void aModelThatIsOverloadedLeavesItsReason() {
        Overloaded overloaded = new Overloaded(ErrorCode.OVERLOADED, "too much");

        Vector vector = get(vectors("otters"), model(() -> Uni.createFrom().failure(overloaded)));

        assertThat(vector.embedding()).isNull();
        assertThat(vector.failure()).isSameAs(overloaded);
    }

    @Test
    void aModelThatIsLateIsNotWaitedFor() {
        Vector vector = get(vectors("otters"), model(() -> Uni.createFrom().nothing()));

        assertThat(vector.failure().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(vector.failure()).hasMessageContaining("lockstep.search.embedding-timeout");
    }

    @Test
    void aQueryThatCanNotBeReadIsRefused() {
        Rejected refused = new Rejected(ErrorCode.EMPTY_QUERY, "nothing to read");

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() ->
                        get(vectors("otters"), model(() -> Uni.createFrom().failure(refused))));
    }

    @Test
    void whatIsCutOffIsTold() {
        Model model = model(() -> Uni.createFrom().item(new float[1]));

        assertThat(get(vectors("one two three"), model).embedding()).isNotNull();
        assertThat(trace.truncation()).isNull();
        assertThat(get(vectors("one two three four five six"), model).embedding())
                .isNotNull();
        assertThat(trace.truncation()).isEqualTo(new Truncation(5, 6));
        assertThat(trace.warnings().stream().map(Warning::code)).containsExactly(Warning.Code.QUERY_TRUNCATED);
    }

    private QueryVectors vectors(String text) {
        return new QueryVectors(text, Duration.ofMillis(50), trace);
    }

    private static Model model(Supplier<Uni<float[]>> answer) {
        return new Model(new WordHashModel(), answer);
    }

    private static Vector get(QueryVectors vectors, EmbeddingModel model) {
        return vectors.by(model).await().atMost(Duration.ofSeconds(10));
    }
}
