package dev.lockstep.embedded.qdrant.fuzz;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.lockstep.embedded.qdrant.differential.Operation;
import dev.lockstep.embedded.qdrant.differential.Protocol;
import dev.lockstep.embedded.qdrant.differential.RandomHistory;
import dev.lockstep.embedded.qdrant.differential.RandomHistory.End;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.qdrant.client.QueryFactory.nearest;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent, the server answers in time with what is the caller's fault, and goes on serving. Its process has little memory,
 * so that a request that makes it hold much ends it.
 */
class FuzzTest {
    private static final long SEED = Long.getLong("lockstep.test.fuzz.seed", 20_260);
    private static final int REQUESTS = Integer.getInteger("lockstep.test.fuzz.requests", 1000);
    private static final int ROUND = 150;
    private static final int MOST_CHARACTERS = 2_000;

    /** What no request may come to. */
    private static final Set<Code> FAULTS = Set.of(
            Code.UNKNOWN,
            Code.INTERNAL,
            Code.DEADLINE_EXCEEDED,
            Code.UNAVAILABLE,
            Code.DATA_LOSS,
            Code.CANCELLED,
            Code.ABORTED);

    private static final String DELETION = "qdrant.Collections/Delete";

    private final List<String> faults = new ArrayList<>();
    private FuzzedServer server;
    private ManagedChannel channel;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = FuzzedServer.start(directory);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
        for (String collection : List.of("kept", "fuzzed")) {
            RandomHistory.of(SEED, 40, collection, End.KEEP).forEach(operation -> Protocol.call(channel, operation));
        }
    }

    @AfterEach
    void stop() throws Exception {
        ManagedChannel unused = channel.shutdownNow();
        server.close();
    }

    @Test
    void noRequestBreaksTheServer() throws Exception {
        QueryResponse before = query();
        SplittableRandom random = new SplittableRandom(SEED);
        OddMessages messages = new OddMessages(random);
        DeepMessages deep = new DeepMessages(random);
        List<String> methods = new ArrayList<>(Protocol.methods());
        int sent = 0;
        for (int round = 0; sent < REQUESTS && faults.size() < 10; round++) {
            // A round makes the collection anew: the one before may have deleted it.
            for (Operation operation : RandomHistory.of(SEED + round, ROUND, "fuzzed", End.KEEP)) {
                if (isImplemented(operation)) {
                    send(operation.method(), messages.mutated(operation.request()));
                    sendBytes(operation.method(), flipped(operation.request().toByteArray(), random));
                    sent += 2;
                }
                String method = methods.get(random.nextInt(methods.size()));
                // What hits a deleted collection is soon refused, so few are deleted.
                if (random.nextInt(method.equals(DELETION) ? 40 : 4) == 0) {
                    Status status = send(method, messages.like(Protocol.request(method, new byte[0])));
                    methods.removeIf(it -> it.equals(method) && isAbsent(status, method));
                    sent++;
                }
                if (random.nextInt(6) == 0) {
                    send(operation.method(), deep.like(operation.request()));
                    sent++;
                }
            }
            assertThat(query().getResultList())
                    .as("after %d requests, seed %d", sent, SEED)
                    .isEqualTo(before.getResultList());
        }
        assertThat(faults).as("seed %d%n%s", SEED, server.errors()).isEmpty();
        assertThat(QdrantGrpc.newBlockingStub(channel)
                        .healthCheck(HealthCheckRequest.getDefaultInstance())
                        .getVersion())
                .startsWith("1.");
        assertThat(query().getResultList()).isNotEmpty().isEqualTo(before.getResultList());
        assertThat(server.isAlive()).isTrue();
    }

    /** Does the operation as it should be: only what goes through can be broken deep inside. */
    private boolean isImplemented(Operation operation) {
        return Protocol.call(channel, operation).status().getCode() != Code.UNIMPLEMENTED;
    }

    private static boolean isAbsent(Status status, String method) {
        return status.getCode() == Code.UNIMPLEMENTED
                && String.valueOf(status.getDescription()).contains(method);
    }

    @CanIgnoreReturnValue
    private Status send(String method, Message request) {
        Status status = new RawCalls(channel).call(method, request.toByteArray());
        judge(method, request, status);
        return status;
    }

    private void sendBytes(String method, byte[] bytes) {
        Status status = new RawCalls(channel).call(method, bytes);
        Message request = Protocol.request(method, new byte[0]);
        try {
            judge(method, request.getParserForType().parseFrom(bytes), status);
        } catch (InvalidProtocolBufferException e) {
            if (status.getCode() != Code.INVALID_ARGUMENT) {
                faults.add(method + ": " + status + " for what is no message");
            }
        }
    }

    private void judge(String method, Message request, Status status) {
        if (FAULTS.contains(status.getCode())) {
            String text = TextFormat.printer().shortDebugString(request);
            faults.add("%s: %s for %s%n"
                    .formatted(method, status, text.substring(0, Math.min(text.length(), MOST_CHARACTERS))));
        }
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        for (int flips = random.nextInt(4); flips >= 0 && bytes.length > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private QueryResponse query() {
        return PointsGrpc.newBlockingStub(channel)
                .query(QueryPoints.newBuilder()
                        .setCollectionName("kept")
                        .setUsing("cosine")
                        .setQuery(nearest(1, 2, 3, 4))
                        .build());
    }
}
