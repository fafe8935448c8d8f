package dev.lockstep.embedded.qdrant.server;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.junit.EmbeddedQdrantExtension;
import grpc.health.v1.HealthCheck;
import grpc.health.v1.HealthGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** As in Qdrant: src/tonic/auth.rs and src/common/auth/mod.rs. */
class ApiKeysTest {
    @RegisterExtension
    static final EmbeddedQdrantExtension QDRANT =
            EmbeddedQdrantExtension.with(options -> options.withApiKey("right").withReadOnlyApiKey("reader"));

    private ManagedChannel channel;

    @BeforeEach
    void connect(ManagedChannel connected) {
        channel = connected;
    }

    @Test
    void theKeyLetsInAndTheBearerTokenToo() {
        list("api-key", "right");
        list("authorization", "Bearer right");
        list("api-key", "reader");
    }

    @Test
    void withoutAKeyNobodyIsLetIn() {
        String message = "UNAUTHENTICATED: Must provide an API key or an Authorization bearer token";
        assertThatThrownBy(() -> list("other", "right")).hasMessage(message);
        assertThatThrownBy(() -> list("authorization", "right")).hasMessage(message);
    }

    @Test
    void wrongKeysAreRefused() {
        for (String wrong : new String[] {"wrong", "", "righ", "right1", "RIGHT", "r\u00e4ght"}) {
            assertThatThrownBy(() -> list("api-key", wrong)).hasMessage("UNAUTHENTICATED: Invalid API key or JWT");
        }
        assertThatThrownBy(() -> list("authorization", "Bearer wrong"))
                .hasMessage("UNAUTHENTICATED: Invalid API key or JWT");
    }

    @Test
    void theReadOnlyKeyReadsAndChangesNothing() {
        var points = with(PointsGrpc.newBlockingStub(channel), "api-key", "reader");
        assertThatThrownBy(() -> points.count(
                        CountPoints.newBuilder().setCollectionName("nowhere").build()))
                .hasMessageStartingWith("NOT_FOUND");
        String message = "PERMISSION_DENIED: Forbidden: Global manage access is required";
        assertThatThrownBy(() -> points.upsert(UpsertPoints.getDefaultInstance()))
                .hasMessage(message);
        var collections = with(CollectionsGrpc.newBlockingStub(channel), "api-key", "reader");
        assertThatThrownBy(() -> collections.delete(DeleteCollection.getDefaultInstance()))
                .hasMessage(message);
    }

    @Test
    void healthIsToldToAnyone() {
        assertThat(QdrantGrpc.newBlockingStub(channel)
                        .healthCheck(HealthCheckRequest.getDefaultInstance())
                        .getVersion())
                .isEqualTo(EmbeddedQdrant.VERSION);
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheck.HealthCheckRequest.newBuilder()
                                .setService("any")
                                .build())
                        .getStatus())
                .isEqualTo(HealthCheck.HealthCheckResponse.ServingStatus.SERVING);
    }

    @Test
    void aKeyThatCannotBeSentIsNone() {
        var options = EmbeddedQdrant.Options.in(Path.of("unused"));
        for (String key : new String[] {"", " ", "a b", "a\n", "\u00e4"}) {
            assertThatThrownBy(() -> options.withApiKey(key)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void list(String header, String value) {
        assertThat(with(CollectionsGrpc.newBlockingStub(channel), header, value)
                        .list(ListCollectionsRequest.getDefaultInstance())
                        .getCollectionsCount())
                .isZero();
    }

    private static <S extends AbstractStub<S>> S with(S stub, String header, String value) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
