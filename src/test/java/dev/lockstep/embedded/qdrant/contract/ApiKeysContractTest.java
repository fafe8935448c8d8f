package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** As in Qdrant's src/tonic/auth.rs and src/common/auth/mod.rs, and tests/auth_tests of its repository. */
@Row("API keys")
class ApiKeysContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    @Test
    void aKeyLetsInByEitherHeader() {
        String key = QDRANT.apiKey();
        assertThat(list(Map.of("api-key", key))).isNotNull();
        assertThat(list(Map.of("authorization", "Bearer " + key))).isNotNull();
    }

    @Test
    void whoHasNoneIsNotLetIn() {
        String key = QDRANT.apiKey();
        Refused.as(Code.UNAUTHENTICATED, "Must provide an API key", () -> list(Map.of()));
        Refused.as(Code.UNAUTHENTICATED, () -> list(Map.of("authorization", key)));
        Refused.as(Code.UNAUTHENTICATED, () -> PointsGrpc.newBlockingStub(QDRANT.with(Map.of()))
                .upsert(UpsertPoints.getDefaultInstance()));
    }

    @Test
    void whoHasAWrongOneIsNotLetIn() {
        String key = QDRANT.apiKey();
        Refused.as(Code.UNAUTHENTICATED, () -> list(Map.of("api-key", key + "x")));
        Refused.as(Code.UNAUTHENTICATED, () -> list(Map.of("api-key", key.substring(1))));
        Refused.as(Code.UNAUTHENTICATED, () -> list(Map.of("authorization", "Bearer wrong")));
    }

    @Test
    void healthIsToldToAnyone() {
        assertThat(QdrantGrpc.newBlockingStub(QDRANT.with(Map.of()))
                        .healthCheck(HealthCheckRequest.getDefaultInstance())
                        .getVersion())
                .isNotEmpty();
    }

    private static ListCollectionsResponse list(Map<String, String> headers) {
        return CollectionsGrpc.newBlockingStub(QDRANT.with(headers)).list(ListCollectionsRequest.getDefaultInstance());
    }
}
