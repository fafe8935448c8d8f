package dev.lockstep.embedded.qdrant.differential;

import com.google.common.collect.Lists;
import com.google.protobuf.Message;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import dev.lockstep.embedded.qdrant.differential.RandomHistory.End;
import dev.lockstep.embedded.qdrant.differential.Replay.Errors;
import dev.lockstep.embedded.qdrant.differential.Replay.Ties;
import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The runner finds what differs, and only that. */
class DifferentialTest {
    private static final long SEED = Long.getLong("lockstep.test.differential.seed", 4711);
    private static final int OPERATIONS = Integer.getInteger("lockstep.test.differential.operations", 300);
    private static final int OPERATIONS_BETWEEN_RESTARTS = 75;

    @TempDir
    private Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    /**
     * The right one commits and merges all the time, is started again and again, and has its points in another order: nothing of it
     * is to be seen.
     */
    @Test
    void aServerThatIsRestartedAnswersAsOneThatIsNot() {
        ManagedChannel left = server("left");
        Path data = directory.resolve("restarted");
        String collection = "differential";
        List<Operation> history = RandomHistory.of(SEED, OPERATIONS, collection, End.KEEP);
        for (List<Operation> part : Lists.partition(history, OPERATIONS_BETWEEN_RESTARTS)) {
            try (EmbeddedQdrant right =
                    EmbeddedQdrant.start(Options.in(data).withUpdates(updates -> updates.withLogBytes(10_000)))) {
                ManagedChannel restarted = channel("127.0.0.1:" + right.port());
                Replay replay = new Replay(left, restarted, Errors.SAME_CODE_AND_MESSAGE, Ties.IN_THE_SAME_ORDER);
                assertThat(replay.run(part)).as("seed %d", SEED).isEmpty();
                ReversedPoints.rewrite(restarted, collection);
            }
        }
    }

    @Test
    void aRandomHistoryIsMostlyOfOperationsThatSucceed() {
        ManagedChannel server = server("left");
        Map<String, Integer> succeeded = new TreeMap<>();
        List<Operation> history = RandomHistory.of(SEED, 300);
        for (Operation operation : history) {
            if (Protocol.call(server, operation).status().isOk()) {
                succeeded.merge(operation.method(), 1, Integer::sum);
            }
        }
        assertThat(succeeded).hasSizeGreaterThanOrEqualTo(24);
        assertThat(succeeded.values().stream().mapToInt(count -> count).sum()).isGreaterThan(history.size() * 3 / 4);
    }

    @Test
    void aSeedDecidesTheHistory() {
        assertThat(RandomHistory.of(5, 50)).isEqualTo(RandomHistory.of(5, 50)).isNotEqualTo(RandomHistory.of(6, 50));
        Set<String> methods =
                RandomHistory.of(SEED, 1000).stream().map(Operation::method).collect(Collectors.toSet());
        assertThat(methods).hasSizeGreaterThanOrEqualTo(24);
    }

    @Test
    void anotherScoreIsReported() {
        List<Difference> found = sabotaged("qdrant.Points/Query", QueryResponse.class, answer -> {
            QueryResponse.Builder changed = answer.toBuilder();
            changed.getResultBuilderList().stream().limit(1).forEach(hit -> hit.setScore(hit.getScore() + 0.001f));
            return changed.build();
        });
        assertThat(found).isNotEmpty().allSatisfy(difference -> {
            assertThat(difference.operation().method()).isEqualTo("qdrant.Points/Query");
            assertThat(difference.findings())
                    .singleElement()
                    .asString()
                    .matches("result\\[0\\]\\.score is -?[\\d.E-]+ on the left and -?[\\d.E-]+ on the right");
        });
        assertThat(found.get(0).text())
                .contains("Operation " + found.get(0).number())
                .contains("asked: collection_name");
    }

    @Test
    void aScoreThatDiffersInTheSixthDigitIsNot() {
        assertThat(sabotaged("qdrant.Points/Query", QueryResponse.class, answer -> {
                    QueryResponse.Builder changed = answer.toBuilder();
                    changed.getResultBuilderList().forEach(hit -> hit.setScore(hit.getScore() + 1e-6f));
                    return changed.build();
                }))
                .isEmpty();
    }

    @Test
    void aMissingPointIsReported() {
        assertThat(sabotaged(
                        "qdrant.Points/Scroll",
                        ScrollResponse.class,
                        answer -> answer.getResultCount() < 2
                                ? answer
                                : answer.toBuilder().removeResult(1).build()))
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.findings())
                        .singleElement()
                        .asString()
                        .matches("result is with \\{id \\{.* on the left and without on the right"));
    }

    @Test
    void anotherOrderIsReportedUnlessTheScoresAreEqual() {
        UnaryOperator<QueryResponse> reversed = answer -> {
            List<ScoredPoint> hits = new ArrayList<>(answer.getResultList());
            Collections.reverse(hits);
            return answer.toBuilder().clearResult().addAllResult(hits).build();
        };
        assertThat(sabotaged("qdrant.Points/Query", QueryResponse.class, reversed))
                .isNotEmpty();

        QueryResponse tied = QueryResponse.newBuilder()
                .addResult(ScoredPoint.newBuilder().setScore(1).setVersion(1))
                .addResult(ScoredPoint.newBuilder().setScore(1).setId(io.qdrant.client.PointIdFactory.id(7)))
                .build();
        assertThat(Comparison.of(Ties.IN_ANY_ORDER, tied, tied, reversed.apply(tied)))
                .isEmpty();
        assertThat(Comparison.of(Ties.IN_THE_SAME_ORDER, tied, tied, reversed.apply(tied)))
                .hasSize(4);
    }

    @Test
    void otherPayloadsAreReported() {
        assertThat(sabotaged("qdrant.Points/Scroll", ScrollResponse.class, answer -> {
                    ScrollResponse.Builder changed = answer.toBuilder();
                    changed.getResultBuilderList().stream()
                            .map(RetrievedPoint.Builder::getPayloadMap)
                            .forEach(payload -> assertThat(payload).isNotNull());
                    changed.getResultBuilderList().forEach(point -> point.putPayload("color", value("sabotaged")));
                    return changed.build();
                }))
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.findings())
                        .allSatisfy(finding ->
                                assertThat(finding).contains(".payload.color").contains("sabotaged")));
    }

    @Test
    void otherCountsAndStatesAreReported() {
        assertThat(sabotaged("qdrant.Points/Count", CountResponse.class, answer -> {
                    CountResponse.Builder changed = answer.toBuilder();
                    changed.getResultBuilder().setCount(answer.getResult().getCount() + 1);
                    return changed.build();
                }))
                .isNotEmpty()
                .allSatisfy(
                        difference -> assertThat(difference.findings().get(0)).startsWith("result.count is "));
        assertThat(sabotaged("qdrant.Points/Upsert", PointsOperationResponse.class, answer -> {
                    PointsOperationResponse.Builder changed = answer.toBuilder();
                    changed.getResultBuilder().setOperationId(1).setStatus(UpdateStatus.Acknowledged);
                    return changed.build();
                }))
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.findings())
                        .containsExactly("result.status is Completed on the left and Acknowledged on the right"));
    }

    @Test
    void anotherErrorIsReported() {
        List<Difference> found = differences(Sabotage.refusing("qdrant.Points/Get"));
        assertThat(found).isNotEmpty().allSatisfy(difference -> assertThat(difference.findings())
                .containsExactly("the answer is an answer on the left and ABORTED (sabotaged) on the right"));
    }

    @Test
    void aServerThatIsAwayIsReported() {
        ManagedChannel nowhere = channel("127.0.0.1:1");
        assertThat(new Replay(server("left"), nowhere, Errors.SAME_CODE, Ties.IN_ANY_ORDER)
                        .run(RandomHistory.of(SEED, 1)))
                .hasSize(13)
                .allSatisfy(difference -> assertThat(difference.text()).contains("UNAVAILABLE"));
    }

    @Test
    void whatWasRecordedIsReplayed() throws Exception {
        Path file = directory.resolve("history");
        List<Operation> history = RandomHistory.of(SEED, 30);
        try (Recorder recorder = new Recorder(file)) {
            ManagedChannel recorded = server("recorded", recorder);
            history.forEach(operation -> Protocol.call(recorded, operation));
        }
        assertThat(History.read(file)).isEqualTo(history);

        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 3));
        assertThat(History.read(file)).isEqualTo(history.subList(0, history.size() - 1));

        assertThat(run("embedded", "embedded", "--history", file.toString())).isEqualTo(0);
    }

    @Test
    void theCommandEndsWithOneIfAnythingDiffered() throws Exception {
        EmbeddedQdrant sabotaged = embedded("sabotaged", Sabotage.refusing("qdrant.Collections/Create"));
        assertThat(run("embedded", "127.0.0.1:" + sabotaged.port(), "--operations", "3"))
                .isEqualTo(1);
        assertThat(run("embedded", "embedded", "--seed", "2", "--operations", "3", "--messages"))
                .isEqualTo(0);
        assertThatThrownBy(() -> run("embedded")).hasMessageContaining("LEFT RIGHT");
    }

    private static int run(String... words) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream output = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            int status = Differential.run(List.of(words), output);
            assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("operations were answered differently");
            return status;
        }
    }

    private <T extends Message> List<Difference> sabotaged(String method, Class<T> answer, UnaryOperator<T> change) {
        return differences(new Sabotage(method, message -> change.apply(answer.cast(message))));
    }

    private List<Difference> differences(Sabotage sabotage) {
        Replay replay = new Replay(server("left"), server("right", sabotage), Errors.SAME_CODE, Ties.IN_ANY_ORDER);
        return replay.run(RandomHistory.of(SEED, 80)).stream()
                .filter(difference -> difference.operation().method().equals(sabotage.method()))
                .toList();
    }

    private ManagedChannel server(String name, ServerInterceptor... interceptors) {
        return channel("127.0.0.1:" + embedded(name, interceptors).port());
    }

    private EmbeddedQdrant embedded(String name, ServerInterceptor... interceptors) {
        EmbeddedQdrant server = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory.resolve(name + opened.size()))
                .withInterceptors(interceptors));
        opened.add(server);
        return server;
    }

    private ManagedChannel channel(String address) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(address).usePlaintext().build();
        opened.add(channel::shutdownNow);
        return channel;
    }
}
