package dev.lockstep.chunking;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkingTest {

    @Test
    void sizesThatMakeNoSenseAreRefusedWithTheirLimit() {
        assertInvalid(() -> new Chunking(15, 0), "at least 16, not 15");
        assertInvalid(() -> new Chunking(100, 50), "less than half of max_tokens (100), not 50");
        assertInvalid(() -> new Chunking(100, -1), "at least 0");
        assertInvalid(() -> new Chunking(511, 0).checkedAgainst(510), "at most 510");
        assertThat(new Chunking(510, 254).checkedAgainst(510)).isEqualTo(new Chunking(510, 254));
    }

    @Test
    void roomForATitleIsTakenFromChunksThatWouldNotFitOtherwise() {
        assertThat(new Chunking(200, 30).atMost(400)).isEqualTo(new Chunking(200, 30));
        assertThat(new Chunking(500, 240).atMost(400)).isEqualTo(new Chunking(400, 199));
        assertInvalid(() -> new Chunking(500, 30).atMost(-3), "at least 16");
    }

    private static void assertInvalid(ThrowingCallable creation, String message) {
        assertThatThrownBy(creation)
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE))
                .hasMessageContaining(message);
    }
}
