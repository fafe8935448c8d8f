package dev.lockstep.embedded.qdrant;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.Distance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@link Main} as a process. */
class StandaloneTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path directory;

    private StandaloneProcess start(String... arguments) throws Exception {
        return StandaloneProcess.start(
                System.getProperty("java.class.path"), Map.of("QDRANT__SERVICE__API_KEY", "secret"), arguments);
    }

    @Test
    void itServesUntilItIsToldToEndAndClosesInOrder() throws Exception {
        try (StandaloneProcess standalone = start("--port=0", "--data", directory.toString())) {
            int port = standalone.port();
            try (QdrantClient client = client(port, "secret")) {
                assertThat(client.createCollectionAsync(creation(POINTS, 1, Distance.Dot))
                                .get()
                                .getResult())
                        .isTrue();
                assertThat(client.upsertAsync(upsertOf(point(1, Map.of(), 1)).build())
                                .get()
                                .getOperationId())
                        .isPositive();
            }
            try (QdrantClient stranger = client(port, "guess")) {
                assertThatThrownBy(() -> stranger.listCollectionsAsync().get()).hasMessageContaining("UNAUTHENTICATED");
            }
            secondOneIsRefused();
            standalone.terminate();
            assertThat(standalone.rest()).last().isEqualTo("Embedded Qdrant stopped");
            assertThat(standalone.exit()).isEqualTo(TERMINATED);
        }
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count()).isEqualTo(1);
        }
    }

    private void secondOneIsRefused() throws Exception {
        try (StandaloneProcess second = start("--port=0", "--data", directory.toString())) {
            assertThat(second.rest())
                    .as("one line for people, no trace of a stack")
                    .singleElement()
                    .asString()
                    .contains("is in use by another embedded Qdrant");
            assertThat(second.exit()).isEqualTo(1);
        }
    }

    @Test
    void aWrongCommandLineEndsAtOnce() throws Exception {
        try (StandaloneProcess standalone = start("--prot", "1")) {
            assertThat(standalone.rest()).isEqualTo(List.of("Unknown option --prot", "Use --help to see the options."));
            assertThat(standalone.exit()).isEqualTo(2);
        }
    }

    private static QdrantClient client(int port, String key) {
        return new QdrantClient(QdrantGrpcClient.newBuilder("127.0.0.1", port, false, false)
                .withApiKey(key)
                .build());
    }
}
