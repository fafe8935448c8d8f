package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.isEmpty;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

public class RestartsTest {
    @TempDir
    Path directory;

    @Test
    void everythingIsThereAfterARestart() {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            qdrant.upsert(point(1, Map.of("kind", value("a")), 1, 0));
            qdrant.acknowledge(point(2, Map.of("kind", value("b")), 1, 0));
        }
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count()).isEqualTo(2);
            assertThat(qdrant.count(matchKeyword("kind", "b"))).isEqualTo(1);
            assertThat(qdrant.acknowledge(point(3, Map.of(), 1, 0)).getOperationId())
                    .isEqualTo(3);
        }
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count()).isEqualTo(3);
        }
    }

    @Test
    void acknowledgedPointsAreInAnImageOfTheDirectoryTakenWhileRunning(@TempDir Path image) throws IOException {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            qdrant.upsert(point(1, Map.of(), 1, 0));
        }
        Gate gate = new Gate();
        try (RunningQdrant qdrant = RunningQdrant.in(directory, options -> options.withHook(gate))) {
            gate.letPass(1);
            qdrant.upsert(point(2, Map.of(), 1, 0));
            qdrant.acknowledge(point(3, Map.of(), 1, 0));
            copy(directory, image);
        }
        try (RunningQdrant crashed = RunningQdrant.in(image)) {
            assertThat(crashed.count()).isEqualTo(3);
        }
    }

    /** In the log a point is one message deeper than in its request, where it may be as deep as protobuf reads. */
    @Test
    void thePayloadThatIsNestedAsDeeplyAsARequestCanBeIsReplayed() {
        Value deep = value(1);
        for (int i = 0; i < 47; i++) {
            deep = list(List.of(deep));
        }
        deep = value(Map.of("in", deep));
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            assertThat(qdrant.count()).isZero();
        }
        try (RunningQdrant qdrant = RunningQdrant.in(directory, options -> options.withHook(new Gate()))) {
            qdrant.acknowledge(point(1, Map.of("a", deep), 1, 0));
        }
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count()).isEqualTo(1);
        }
    }

    @Test
    void operationsAreReplayedInOrderUpToTheTornOne(@TempDir Path image) throws IOException {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            qdrant.upsert(point(1, Map.of("kind", value("a")), 1, 0));
            qdrant.points.delete(DeletePoints.newBuilder()
                    .setCollectionName(RunningQdrant.POINTS)
                    .setWait(true)
                    .setPoints(PointsSelector.newBuilder()
                            .setFilter(Filter.newBuilder().addMust(matchKeyword("kind", "a"))))
                    .build());
            qdrant.upsert(point(2, Map.of("kind", value("a")), 1, 0));
            qdrant.upsert(point(3, Map.of("kind", value("a")), 1, 0));
            copy(directory, image);
        }
        tearEnd(logFile(image));
        for (int start = 0; start < 2; start++) {
            try (RunningQdrant crashed = RunningQdrant.in(image)) {
                assertThat(crashed.count()).isEqualTo(1);
                assertThat(crashed.count(matchKeyword("kind", "a"))).isEqualTo(1);
            }
        }
    }

    /** It stands deeper in the log than in the request, and messages are read up to a depth. */
    @Test
    void theDeepestFilterThatARequestCanHaveIsReadFromTheLogToo() {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            qdrant.upsert(point(1, Map.of("kind", value("a")), 1, 0), point(2, Map.of("other", value("b")), 1, 0));
        }
        int depth = 60;
        try (RunningQdrant qdrant = RunningQdrant.in(directory, options -> options.withHook(new Gate()))) {
            while (!isAcknowledged(qdrant, nested(depth))) {
                depth--;
            }
        }
        assertThat(depth).isGreaterThan(40);
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count(matchKeyword("kind", "a"))).isZero();
            assertThat(qdrant.count()).isEqualTo(1);
        }
    }

    private static Filter nested(int depth) {
        Filter filter = Filter.newBuilder().addMust(isEmpty("other")).build();
        for (int level = 0; level < depth; level++) {
            filter = Filter.newBuilder()
                    .addMust(Condition.newBuilder().setFilter(filter))
                    .build();
        }
        return filter;
    }

    private static boolean isAcknowledged(RunningQdrant qdrant, Filter filter) {
        try {
            var ignored = qdrant.points.delete(DeletePoints.newBuilder()
                    .setCollectionName(RunningQdrant.POINTS)
                    .setPoints(PointsSelector.newBuilder().setFilter(filter))
                    .build());
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    @Test
    void theLogIsCutWhenTheServerClosesInOrder() throws IOException {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            qdrant.upsert(point(1, Map.of(), 1, 0));
            assertThat(logFile(directory)).exists();
        }
        assertThat(filesNamed(directory, ".log")).isEmpty();
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            assertThatThrownBy(() -> EmbeddedQdrant.start(Options.in(directory)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another embedded Qdrant (process "
                            + ProcessHandle.current().pid());
            assertThat(qdrant.upsert(point(1, Map.of(), 1, 0)).getStatus()).isEqualTo(UpdateStatus.Completed);
        }
    }

    @Test
    void aDirectoryThatCannotBeReadIsRefusedAndLetGo() throws IOException {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine)) {
            qdrant.upsert(point(1, Map.of(), 1, 0));
        }
        Path description = filesNamed(directory, "collection").get(0);
        byte[] good = Files.readAllBytes(description);
        byte[] newer = good.clone();
        newer[3] = 99;
        Files.write(description, newer);
        assertThatThrownBy(() -> EmbeddedQdrant.start(Options.in(directory)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has format 99");
        Files.write(description, good);
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count()).isEqualTo(1);
        }
    }

    private static void tearEnd(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
        }
    }

    private static Path logFile(Path in) throws IOException {
        List<Path> files = filesNamed(in, ".log");
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static List<Path> filesNamed(Path in, String end) throws IOException {
        try (Stream<Path> paths = Files.walk(in)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().endsWith(end))
                    .toList();
        }
    }

    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
