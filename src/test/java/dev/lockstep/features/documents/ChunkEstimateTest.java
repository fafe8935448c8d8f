package dev.lockstep.features.documents;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Chunking.Strategy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** About how many chunks a text makes. */
class ChunkEstimateTest {

    private static final Chunking HUNDRED = new Chunking(Strategy.RECURSIVE, 110, 10, null, null);

    @Test
    void wordsHaveSomeFourCharactersAToken() {
        assertThat(ChunkEstimate.of("four".repeat(1_000), HUNDRED)).isEqualTo(10);
    }

    @Test
    void ideographsAreTokens() {
        assertThat(ChunkEstimate.of("川".repeat(1_000), HUNDRED)).isEqualTo(10);
    }

    @Test
    void aShortTextIsLessThanOne() {
        assertThat(ChunkEstimate.of("short", HUNDRED)).isZero();
    }
}
