package dev.lockstep.embedded.qdrant.junit;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import io.grpc.ManagedChannel;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.CollectionsGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedQdrantExtension.class)
class EmbeddedQdrantExtensionTest {
    private static EmbeddedQdrant ofTheClass;

    @BeforeAll
    static void prepare(QdrantClient client, EmbeddedQdrant server) throws Exception {
        ofTheClass = server;
        create(client, "prepared");
    }

    static void create(QdrantClient client, String name) throws Exception {
        VectorParams vector =
                VectorParams.newBuilder().setSize(2).setDistance(Distance.Dot).build();
        assertThat(client.createCollectionAsync(name, vector).get().getResult()).isTrue();
    }

    @Test
    void testsGetTheServerOfTheirClass(QdrantClient client, EmbeddedQdrant server) throws Exception {
        assertThat(client.listCollectionsAsync().get()).containsExactly("prepared");
        assertThat(server).isSameAs(ofTheClass);
        assertThat(server.port()).isPositive();
    }

    @Test
    void testsGetAChannel(ManagedChannel channel) {
        assertThat(CollectionsGrpc.newBlockingStub(channel)
                        .list(ListCollectionsRequest.getDefaultInstance())
                        .getCollectionsCount())
                .isEqualTo(1);
    }

    @Nested
    class NestedClass {
        @Test
        void nestedTestsShareIt(EmbeddedQdrant server) {
            assertThat(server).isSameAs(ofTheClass);
        }
    }

    @AfterAll
    static void itRunsUntilTheLastTestIsDone(QdrantClient client) throws Exception {
        assertThat(client.listCollectionsAsync().get()).hasSize(1);
    }
}
