package dev.lockstep.embedded.qdrant;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link Main} from the packaged application, by the line that the documentation gives. */
class PackagedStandaloneIT {
    private static final Path APPLICATION =
            Path.of(System.getProperty("lockstep.test.jar")).getParent();

    @Test
    void theDocumentedLineStartsIt(@TempDir Path directory) throws Exception {
        String classPath = APPLICATION + "/app/*:" + APPLICATION + "/lib/main/*";
        try (StandaloneProcess standalone =
                        StandaloneProcess.start(classPath, Map.of(), "--port=0", "--data", directory.toString());
                QdrantClient client =
                        new QdrantClient(QdrantGrpcClient.newBuilder("127.0.0.1", standalone.port(), false, false)
                                .build())) {
            assertThat(client.createCollectionAsync(creation(POINTS, 1, Distance.Cosine))
                            .get()
                            .getResult())
                    .isTrue();
            assertThat(client.upsertAsync(upsertOf(point(1, Map.of(), 1))
                                    .setWait(true)
                                    .build())
                            .get()
                            .getStatus())
                    .isEqualTo(UpdateStatus.Completed);
            standalone.terminate();
            assertThat(standalone.rest()).containsExactly("Embedded Qdrant stopped");
        }
    }

    @Test
    void theApplicationHasNothingOfJunit() throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains("junit")))
                    .isEmpty();
        }
    }
}
