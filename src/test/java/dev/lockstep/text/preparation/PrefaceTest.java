package dev.lockstep.text.preparation;

import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.ReadyChunk;
import dev.lockstep.domain.Rejected;
import dev.lockstep.models.embedding.BgeTokenizer;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.ModelId;
import dev.lockstep.models.embedding.Tokenizer;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is embedded with a chunk, and that both fit the model together. */
class PrefaceTest {

    private static final List<String> PATH = List.of("Guide", "Install", "Linux");

    @Test
    void titleAndPathStandBeforeTheChunk() {
        Preface preface = preface("The manual", Strategy.HEADINGS);

        assertThat(preface.embedded(PATH, "Run it.")).isEqualTo("The manual.\nGuide > Install > Linux.\nRun it.");
        assertThat(preface.embedded(List.of(), "Run it.")).isEqualTo("The manual.\nRun it.");
        assertThat(preface("Guide", Strategy.HEADINGS).embedded(PATH, "Run it."))
                .isEqualTo("Guide > Install > Linux.\nRun it.");
        assertThat(preface(null, Strategy.HEADINGS).embedded(PATH, "Run it."))
                .isEqualTo("Guide > Install > Linux.\nRun it.");
    }

    @Test
    void otherStrategiesEmbedTheTitleOnly() {
        assertThat(preface("The manual", Strategy.RECURSIVE).embedded(PATH, "Run it."))
                .isEqualTo("The manual.\nRun it.");
        assertThat(preface("Run", Strategy.RECURSIVE).embedded(PATH, "Run it.")).isEqualTo("Run it.");
    }

    @Test
    void whateverIsEmbeddedFitsTheModel() {
        List<String> deep = List.of("word ".repeat(40), "other ".repeat(40), "inner ".repeat(40), "last");
        for (int window : new int[] {64, 128, 510}) {
            Preface preface = new Preface("title ".repeat(100), Strategy.HEADINGS, new Reads(window));
            int room = preface.under(deep);
            String whole = preface.embedded(deep, "text ".repeat(room));

            assertThat(room).isGreaterThanOrEqualTo(16);
            assertThat(BgeTokenizer.shared().count(whole)).isBetween(window / 2, window);
            assertThat(whole).contains("last.\n");
        }
    }

    @Test
    void aReadyChunkThatDoesNotFitIsRefusedWithItsTokensAndTheLimit() {
        Reads model = new Reads(64);
        Preface preface = new Preface("Title", Strategy.NONE, model);
        List<ReadyChunk> chunks = List.of(ready("word ".repeat(62)), ready("word ".repeat(63)));

        assertThat(ReadyChunks.fitting(chunks.subList(0, 1), preface, model)).hasSize(1);
        assertThatThrownBy(() -> assertThat(ReadyChunks.fitting(chunks, preface, model)))
                .isInstanceOfSatisfying(Rejected.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CHUNK_TOO_LARGE);
                    assertThat(e.facts())
                            .containsEntry("chunk", 1)
                            .containsEntry("actual", 63)
                            .containsEntry("limit", 62);
                })
                .hasMessageContaining("chunk 1 has 63 tokens; at most 62");
    }

    @Test
    void aReadyChunkWithNothingToReadIsRefused() {
        Reads model = new Reads(64);
        Preface preface = new Preface("Title", Strategy.NONE, model);

        assertThatThrownBy(() -> assertThat(ReadyChunks.fitting(List.of(ready("\u200B")), preface, model)))
                .hasMessageContaining("chunk 0 has nothing to read");
    }

    private static ReadyChunk ready(String text) {
        return new ReadyChunk(text, 0, text.length(), List.of(), Metadata.EMPTY);
    }

    private static Preface preface(String title, Strategy strategy) {
        return new Preface(title, strategy, new Reads(510));
    }

    /** Embeds nothing. */
    private record Reads(int maxTokens) implements EmbeddingModel {

        @Override
        public ModelId id() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public int maxQueryTokens() {
            return maxTokens;
        }

        @Override
        public Tokenizer tokenizer() {
            return BgeTokenizer.shared();
        }

        @Override
        public Uni<float[]> embedQuery(String query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<float[]>> embedDocuments(List<String> texts) {
            throw new UnsupportedOperationException();
        }
    }
}
