package dev.lockstep.embedded.qdrant.server;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.grpc.ManagedChannel;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.CollectionClusterInfoRequest;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListShardKeysRequest;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.CreateVectorNameRequest;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.SnapshotsGrpc;
import io.qdrant.client.grpc.SnapshotsService.CreateSnapshotRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransportsTest {
    @TempDir
    Path directory;

    private <T> T connected(UnaryOperator<EmbeddedQdrant.Options> change, Function<ManagedChannel, T> calls) {
        try (EmbeddedQdrant qdrant = EmbeddedQdrant.start(change.apply(EmbeddedQdrant.Options.in(directory)))) {
            ManagedChannel channel = qdrant.channel();
            try {
                return calls.apply(channel);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void aServerWithoutAPortIsReachedInProcess() throws Exception {
        try (EmbeddedQdrant qdrant =
                EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory).withoutPort())) {
            assertThatThrownBy(qdrant::port).hasMessageContaining("has no port");
            try (QdrantClient client = new QdrantClient(
                    QdrantGrpcClient.newBuilder(qdrant.channel(), true).build())) {
                assertThat(client.createCollectionAsync(creation("c", 2, Distance.Dot))
                                .get()
                                .getResult())
                        .isTrue();
                assertThat(client.upsertAsync(upsertOf(point(1, Map.of(), 1, 2))
                                        .setCollectionName("c")
                                        .setWait(true)
                                        .build())
                                .get()
                                .getStatus())
                        .isEqualTo(UpdateStatus.Completed);
                assertThat(client.countAsync("c").get()).isEqualTo(1);
                assertThatThrownBy(() -> client.countAsync("d").get())
                        .hasMessageContaining("NOT_FOUND: Not found: Collection `d` doesn't exist!");
            }
        }
    }

    @Test
    void bothTransportsReachTheSameCollections() throws Exception {
        try (RunningQdrant qdrant = RunningQdrant.in(directory, EmbeddedQdrant.Options::withInProcess)
                .withCollection(2, Distance.Dot)) {
            ManagedChannel channel = qdrant.server.channel();
            try {
                assertThat(CollectionsGrpc.newBlockingStub(channel)
                                .list(ListCollectionsRequest.getDefaultInstance())
                                .getCollections(0)
                                .getName())
                        .isEqualTo(RunningQdrant.POINTS);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void twoServersInOneProcessHaveNothingInCommon(@TempDir Path other) {
        try (RunningQdrant one = RunningQdrant.in(directory, EmbeddedQdrant.Options::withInProcess);
                RunningQdrant two = RunningQdrant.in(other, EmbeddedQdrant.Options::withInProcess)) {
            one.withCollection(2, Distance.Dot);
            assertThat(one.server.port()).isNotEqualTo(two.server.port());
            assertThat(two.collections
                            .list(ListCollectionsRequest.getDefaultInstance())
                            .getCollectionsCount())
                    .isZero();
        }
    }

    @Test
    void aRequestThatIsTooLargeIsToldTheLimit() {
        assertThatThrownBy(() -> connected(
                        options -> options.withLargestMessage(1_000), channel -> PointsGrpc.newBlockingStub(channel)
                                .upsert(upsertOf(point(1, Map.of(), new float[500]))
                                        .build())))
                .hasMessageContaining("RESOURCE_EXHAUSTED")
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> EmbeddedQdrant.Options.in(directory).withLargestMessage(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsThatAreNotImplementedAreNamed() {
        unimplemented(
                channel -> CollectionsGrpc.newBlockingStub(channel)
                        .collectionClusterInfo(CollectionClusterInfoRequest.getDefaultInstance()),
                "qdrant.Collections/CollectionClusterInfo");
        unimplemented(
                channel -> CollectionsGrpc.newBlockingStub(channel)
                        .listShardKeys(ListShardKeysRequest.getDefaultInstance()),
                "qdrant.Collections/ListShardKeys");
        unimplemented(
                channel -> PointsGrpc.newBlockingStub(channel)
                        .createVectorName(CreateVectorNameRequest.getDefaultInstance()),
                "qdrant.Points/CreateVectorName");
        unimplemented(
                channel -> SnapshotsGrpc.newBlockingStub(channel).create(CreateSnapshotRequest.getDefaultInstance()),
                "qdrant.Snapshots/Create");
    }

    private void unimplemented(Function<ManagedChannel, ?> call, String name) {
        assertThatThrownBy(() -> connected(EmbeddedQdrant.Options::withoutPort, call))
                .hasMessageStartingWith("UNIMPLEMENTED: ")
                .hasMessageContaining(name);
    }
}
