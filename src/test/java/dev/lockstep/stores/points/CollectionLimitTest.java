package dev.lockstep.stores.points;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Too many collections are no defect: clients are told what to do. */
class CollectionLimitTest {

    @Test
    void theLimitOfCollectionsIsAConflict() {
        Throwable refused = Status.INVALID_ARGUMENT
                .withDescription(
                        "Bad request: Can't create collection with name c. Max collections limit reached: 1000")
                .asRuntimeException();
        assertThat(QdrantFailures.translate(refused))
                .isInstanceOfSatisfying(Conflict.class, conflict -> assertThat(conflict.code())
                        .isEqualTo(ErrorCode.TOO_MANY_KNOWLEDGE_BASES))
                .hasMessageContaining("\"placement\": \"shared\"")
                .hasMessageContaining("lockstep.qdrant.max-collections");
    }
}
