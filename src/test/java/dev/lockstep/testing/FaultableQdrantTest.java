package dev.lockstep.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultableQdrantTest {

    private static final String COLLECTION = "points";

    @TempDir
    Path directory;

    private FaultableQdrant qdrant;
    private ManagedChannel channel;
    private PointsGrpc.PointsBlockingStub points;

    @BeforeEach
    void start() {
        qdrant = FaultableQdrant.start(directory.resolve("qdrant"));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", qdrant.port())
                .usePlaintext()
                .build();
        points = PointsGrpc.newBlockingStub(channel).withWaitForReady();
        CollectionsGrpc.newBlockingStub(channel)
                .create(CreateCollection.newBuilder()
                        .setCollectionName(COLLECTION)
                        .setVectorsConfig(VectorsConfig.newBuilder()
                                .setParamsMap(VectorParamsMap.newBuilder()
                                        .putMap(
                                                "dense",
                                                VectorParams.newBuilder()
                                                        .setSize(1)
                                                        .setDistance(Distance.Dot)
                                                        .build())))
                        .build());
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        qdrant.close();
    }

    @Test
    void aWriteThatTimedOutWaitingIsAppliedLater() {
        qdrant.faults().timeOutWaiting("Upsert");
        qdrant.faults().holdApplication();
        assertThat(upsert(1)).isEqualTo(UpdateStatus.WaitTimeout);
        assertThat(count()).isZero();
        qdrant.faults().clear();
        Eventually.holds(() -> assertThat(count()).isEqualTo(1));
    }

    @Test
    void aPretendedWriteIsNeverApplied() {
        qdrant.faults().pretend("Upsert");
        assertThat(upsert(1)).isEqualTo(UpdateStatus.Completed);
        qdrant.faults().clear();
        upsert(2);
        assertThat(count()).isEqualTo(1);
        qdrant.stop();
        qdrant.start();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aLateUpsertLandsAfterTheDeleteThatFollowedIt() {
        qdrant.faults().landLate("Upsert", "DEADLINE_EXCEEDED");
        assertThatThrownBy(() -> upsert(1))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageStartingWith("DEADLINE_EXCEEDED");
        delete(1);
        assertThat(count()).isZero();
        qdrant.faults().mend("Upsert");
        Eventually.holds(() -> assertThat(count()).isEqualTo(1));
    }

    @Test
    void whatWasAcknowledgedAfterAnImageIsLostWhenItIsRestored() {
        upsert(1);
        Path image = qdrant.image();
        upsert(2);
        assertThat(count()).isEqualTo(2);
        qdrant.restartFrom(image);
        assertThat(count()).isEqualTo(1);
        upsert(3);
        assertThat(count()).isEqualTo(2);
    }

    @CanIgnoreReturnValue
    private UpdateStatus upsert(long number) {
        return points.upsert(UpsertPoints.newBuilder()
                        .setCollectionName(COLLECTION)
                        .setWait(true)
                        .addPoints(PointStruct.newBuilder()
                                .setId(id(number))
                                .setVectors(namedVectors(Map.of("dense", vector(1f)))))
                        .build())
                .getResult()
                .getStatus();
    }

    private void delete(long number) {
        assertThat(points.delete(DeletePoints.newBuilder()
                                .setCollectionName(COLLECTION)
                                .setWait(true)
                                .setPoints(PointsSelector.newBuilder()
                                        .setPoints(PointsIdsList.newBuilder().addIds(id(number))))
                                .build())
                        .getResult()
                        .getStatus())
                .isEqualTo(UpdateStatus.Completed);
    }

    private long count() {
        return points.count(CountPoints.newBuilder()
                        .setCollectionName(COLLECTION)
                        .setExact(true)
                        .build())
                .getResult()
                .getCount();
    }
}
