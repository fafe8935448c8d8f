package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Points.PointStruct;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A server has few threads, however many collections it has, and says when it has as many as it may have. */
class ManyCollectionsTest {
    private static final int COLLECTIONS = 60;
    private static final VectorParams TWO_NUMBERS =
            VectorParams.newBuilder().setSize(2).setDistance(Distance.Dot).build();

    @TempDir
    Path directory;

    @Test
    void collectionsShareTheirThreads() throws Exception {
        // Other servers of this JVM have threads, too.
        long others = updateThreads();
        try (EmbeddedQdrant server = EmbeddedQdrant.start(Options.in(directory).withoutPort());
                QdrantClient client = client(server)) {
            for (int i = 0; i < COLLECTIONS; i++) {
                client.createCollectionAsync("c" + i, TWO_NUMBERS).get();
            }
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < COLLECTIONS; i++) {
                for (int point = 1; point <= 5; point++) {
                    writes.add(client.upsertAsync("c" + i, List.of(point(point))));
                }
            }
            for (Future<?> write : writes) {
                write.get();
            }
            assertThat(updateThreads() - others).isLessThan(34);
        }
        try (EmbeddedQdrant server = EmbeddedQdrant.start(Options.in(directory).withoutPort());
                QdrantClient client = client(server)) {
            for (int i = 0; i < COLLECTIONS; i++) {
                assertThat(client.countAsync("c" + i).get()).isEqualTo(5);
            }
            assertThat(updateThreads() - others).isLessThan(34);
        }
    }

    @Test
    void oneMoreThanThereMayBeIsRefusedAndTheOthersStay() throws Exception {
        Options options = Options.in(directory).withoutPort().withMostCollections(2);
        try (EmbeddedQdrant server = EmbeddedQdrant.start(options);
                QdrantClient client = client(server)) {
            client.createCollectionAsync("a", TWO_NUMBERS).get();
            client.createCollectionAsync("b", TWO_NUMBERS).get();
            StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, () -> {
                try {
                    client.createCollectionAsync("c", TWO_NUMBERS).get();
                } catch (ExecutionException e) {
                    throw e.getCause();
                }
            });
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(refused).hasMessageContaining("Max collections limit reached: 2");
            client.deleteCollectionAsync("a").get();
            client.createCollectionAsync("c", TWO_NUMBERS).get();
        }
        try (EmbeddedQdrant server = EmbeddedQdrant.start(options.withMostCollections(1));
                QdrantClient client = client(server)) {
            assertThat(client.listCollectionsAsync().get()).containsExactlyInAnyOrder("b", "c");
        }
    }

    private static QdrantClient client(EmbeddedQdrant server) {
        return new QdrantClient(
                QdrantGrpcClient.newBuilder(server.channel(), true).build());
    }

    private static PointStruct point(long number) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(vectors(number, 1f))
                .build();
    }

    private static long updateThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("embedded-qdrant-"))
                .filter(thread -> !thread.getName().equals("embedded-qdrant-call"))
                .count();
    }
}
