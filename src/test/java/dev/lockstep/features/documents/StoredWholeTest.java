package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Metadata;
import dev.lockstep.engine.idempotency.EarlierFailure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class StoredWholeTest {

    @Test
    void asManyChunksAsWereMadeMustBeStored() {
        StoredWhole.require(document(7, 7), 7L);
        StoredWhole.require(document(7, 7), null);
        assertThat(catchThrowable(() -> StoredWhole.require(document(7, 6), 7L)))
                .extracting(EarlierFailure::failure)
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.CHUNKS_MISSING);
                    assertThat(failure.facts())
                            .containsEntry("chunks_stored", 6)
                            .containsEntry("chunks_expected", 7L);
                });
        assertThat(catchThrowable(() -> StoredWhole.require(document(7, 6), null)))
                .isInstanceOf(EarlierFailure.class);
        assertThat(catchThrowable(() -> StoredWhole.require(document(6, 6), 7L)))
                .isInstanceOf(EarlierFailure.class);
    }

    private static Document document(int expected, int stored) {
        return new Document(
                DocumentId.next(),
                null,
                null,
                Format.TEXT,
                Metadata.EMPTY,
                "en",
                1,
                "hash",
                expected,
                stored,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
