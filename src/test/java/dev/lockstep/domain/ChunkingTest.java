package dev.lockstep.domain;

import dev.lockstep.domain.Chunking.Strategy;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkingTest {

    private static final int MODEL = 510;

    @Test
    void nothingAskedForIsWhatHoldsOtherwise() {
        assertThat(ChunkingRequest.NOTHING.on(Chunking.recursive(100, 40), MODEL))
                .isEqualTo(Chunking.recursive(100, 40));
        assertThat(ChunkingRequest.NOTHING.on(Chunking.NONE, MODEL)).isEqualTo(Chunking.NONE);
    }

    @Test
    void anotherSizeTakesAnOverlapThatFitsIt() {
        assertThat(sized(null, 64, null)).isEqualTo(Chunking.recursive(64, 8));
        assertThat(sized(null, 400, null)).isEqualTo(Chunking.recursive(400, 48));
        assertThat(sized("headings", null, null)).isEqualTo(new Chunking(Strategy.HEADINGS, 384, 48, null, null));
        assertThat(sized("code", null, null)).isEqualTo(new Chunking(Strategy.CODE, 384, 0, null, null));
        assertThat(new ChunkingRequest("pages", null, null, null, null).on(Chunking.NONE, 200))
                .isEqualTo(new Chunking(Strategy.PAGES, 200, 25, null, null));
    }

    @Test
    void aSmallerModelMakesSmallerChunks() {
        assertThat(ChunkingRequest.NOTHING.on(Chunking.recursive(384, 150), 200))
                .isEqualTo(Chunking.recursive(200, 99));
        assertThat(Chunking.NONE.within(200)).isEqualTo(Chunking.NONE);
    }

    @Test
    void sentencesRepeatSentencesOrTokens() {
        assertThat(sentences(null, 5, 2)).isEqualTo(new Chunking(Strategy.SENTENCES, 384, 0, 5, 2));
        assertThat(sentences(20, 5, null)).isEqualTo(new Chunking(Strategy.SENTENCES, 384, 20, 5, null));
        Chunking before = new Chunking(Strategy.SENTENCES, 384, 0, 5, 2);
        assertThat(new ChunkingRequest(null, null, null, 2, null).on(before, MODEL))
                .isEqualTo(new Chunking(Strategy.SENTENCES, 384, 0, 2, 1));
        assertThat(ChunkingRequest.NOTHING.on(before, MODEL)).isEqualTo(before);
        assertRefused(() -> sentences(20, 5, 2), "chunking.overlap_tokens", "leave one out");
        assertRefused(() -> sentences(null, 0, null), "chunking.max_sentences", "1 to 1000, not 0");
        assertRefused(() -> sentences(null, 5, 5), "chunking.overlap_sentences", "0 to 4, not 5");
    }

    @Test
    void aNumberOfSentencesSaysWhichStrategyIsMeant() {
        assertThat(new ChunkingRequest(null, null, null, 5, 2).on(Chunking.DEFAULT, MODEL))
                .isEqualTo(sentences(null, 5, 2));
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedWithTheirBounds() {
        assertRefused(() -> sized(null, 15, null), "chunking.max_tokens", "16 to 510, not 15");
        assertRefused(() -> sized(null, 511, null), "chunking.max_tokens", "16 to 510, not 511");
        assertRefused(
                () -> sized(null, 100, 50), "chunking.overlap_tokens", "less than half of max_tokens (100), not 50");
        assertRefused(() -> sized(null, 100, -1), "chunking.overlap_tokens", "at least 0");
        assertRefused(() -> sized("semantic", null, null), "chunking.strategy", "recursive, sentences, headings");
        assertRefused(() -> sized("none", 100, null), "chunking.max_tokens", "cuts nothing");
        assertRefused(
                () -> new ChunkingRequest("pages", null, null, 3, null).on(Chunking.DEFAULT, MODEL),
                "chunking.max_sentences",
                "for the strategy sentences only");
        assertThatThrownBy(() -> sized(null, 100, 50)).isInstanceOfSatisfying(Rejected.class, e -> assertThat(e.facts())
                .containsEntry("minimum", 0)
                .containsEntry("maximum", 49)
                .containsEntry("actual", 50));
    }

    private static Chunking sized(String strategy, Integer maxTokens, Integer overlapTokens) {
        return new ChunkingRequest(strategy, maxTokens, overlapTokens, null, null).on(Chunking.DEFAULT, MODEL);
    }

    private static Chunking sentences(Integer overlapTokens, Integer max, Integer overlap) {
        return new ChunkingRequest("sentences", null, overlapTokens, max, overlap).on(Chunking.DEFAULT, MODEL);
    }

    private static void assertRefused(Supplier<Chunking> asking, String property, String message) {
        assertThatThrownBy(asking::get)
                .isInstanceOfSatisfying(Rejected.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE);
                    assertThat(e.facts()).containsEntry("property", property);
                })
                .hasMessageContaining(message);
    }
}
