package dev.lockstep.embedded.qdrant.contract;

import grpc.health.v1.HealthCheck;
import grpc.health.v1.HealthCheck.HealthCheckResponse.ServingStatus;
import grpc.health.v1.HealthGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** As in Qdrant's src/tonic/mod.rs: probes need no key, and any name of a service is served. */
@Row("Qdrant")
class HealthContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    @Test
    void theServerTellsItsNameAndVersion() {
        HealthCheckReply reply =
                QdrantGrpc.newBlockingStub(QDRANT.channel()).healthCheck(HealthCheckRequest.getDefaultInstance());
        assertThat(reply.getTitle()).containsIgnoringCase("qdrant");
        assertThat(reply.getVersion()).matches("1\\.\\d+\\.\\d+.*");
    }

    @Test
    void probesOfGrpcAreAnswered() {
        for (String service : List.of("", "qdrant.Points", "anything")) {
            assertThat(HealthGrpc.newBlockingStub(QDRANT.channel())
                            .check(HealthCheck.HealthCheckRequest.newBuilder()
                                    .setService(service)
                                    .build())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
    }
}
