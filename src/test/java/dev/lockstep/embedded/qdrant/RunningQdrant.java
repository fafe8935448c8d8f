package dev.lockstep.embedded.qdrant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

/** An embedded Qdrant with clients connected, for tests. */
public final class RunningQdrant implements AutoCloseable {
    public static final String POINTS = "points";
    public static final String DENSE = "dense";
    public static final String SPARSE = "sparse";

    public final EmbeddedQdrant server;
    public final QdrantClient client;
    public final PointsGrpc.PointsBlockingStub points;
    public final CollectionsGrpc.CollectionsBlockingStub collections;
    private final ManagedChannel channel;

    private RunningQdrant(EmbeddedQdrant server) {
        this.server = server;
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
        this.client = new QdrantClient(
                QdrantGrpcClient.newBuilder(channel, false, false).build());
        this.points = PointsGrpc.newBlockingStub(channel);
        this.collections = CollectionsGrpc.newBlockingStub(channel);
    }

    public static RunningQdrant in(Path directory) {
        return in(directory, options -> options);
    }

    public static RunningQdrant in(Path directory, UnaryOperator<EmbeddedQdrant.Options> change) {
        return new RunningQdrant(EmbeddedQdrant.start(change.apply(EmbeddedQdrant.Options.in(directory))));
    }

    /** Makes the collection {@link #POINTS}. */
    @CanIgnoreReturnValue
    public RunningQdrant withCollection(int size, Distance distance) {
        collections.create(creation(POINTS, size, distance));
        return this;
    }

    public static CreateCollection creation(String name, int size, Distance distance) {
        return CreateCollection.newBuilder()
                .setCollectionName(name)
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder()
                                .putMap(
                                        DENSE,
                                        VectorParams.newBuilder()
                                                .setSize(size)
                                                .setDistance(distance)
                                                .build())))
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                        .putMap(
                                SPARSE,
                                SparseVectorParams.newBuilder()
                                        .setModifier(Modifier.Idf)
                                        .build()))
                .build();
    }

    public static PointStruct point(long number, Map<String, Value> payload, float... vector) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(namedVectors(Map.of(DENSE, vector(vector))))
                .putAllPayload(payload)
                .build();
    }

    /** Answers when the points are visible. */
    @CanIgnoreReturnValue
    public UpdateResult upsert(PointStruct... structs) {
        return points.upsert(upsertOf(structs).setWait(true).build()).getResult();
    }

    /** Answers when the points are logged. */
    @CanIgnoreReturnValue
    public UpdateResult acknowledge(PointStruct... structs) {
        return points.upsert(upsertOf(structs).build()).getResult();
    }

    public static UpsertPoints.Builder upsertOf(PointStruct... structs) {
        return UpsertPoints.newBuilder().setCollectionName(POINTS).addAllPoints(List.of(structs));
    }

    public long count(Condition... must) {
        return points.count(CountPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setFilter(Filter.newBuilder().addAllMust(List.of(must)))
                        .setExact(true)
                        .build())
                .getResult()
                .getCount();
    }

    public static List<Long> numbers(List<PointId> ids) {
        return ids.stream().map(PointId::getNum).toList();
    }

    @Override
    public void close() {
        client.close();
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
