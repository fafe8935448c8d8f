package dev.lockstep.embedded.qdrant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;

/** A collection with two dense vectors and a sparse one, and what tests of writing need of it. */
public record Writes(RunningQdrant qdrant) {
    public static final String A = "a";
    public static final String B = "b";
    public static final String WORDS = "words";

    /** The vector {@link #A} with the distance, {@link #B} with Dot. */
    public static Writes create(RunningQdrant qdrant, int size, Distance distance) {
        qdrant.collections.create(CreateCollection.newBuilder()
                .setCollectionName(RunningQdrant.POINTS)
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder()
                                .putMap(A, params(size, distance))
                                .putMap(B, params(2, Distance.Dot))))
                .setSparseVectorsConfig(
                        SparseVectorConfig.newBuilder().putMap(WORDS, SparseVectorParams.getDefaultInstance()))
                .build());
        return new Writes(qdrant);
    }

    private static VectorParams params(int size, Distance distance) {
        return VectorParams.newBuilder().setSize(size).setDistance(distance).build();
    }

    public static PointStruct point(long number, Map<String, Value> payload, Map<String, Vector> vectors) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .putAllPayload(payload)
                .setVectors(named(vectors))
                .build();
    }

    public static PointVectors vectors(long number, Map<String, Vector> vectors) {
        return PointVectors.newBuilder()
                .setId(id(number))
                .setVectors(named(vectors))
                .build();
    }

    private static Vectors named(Map<String, Vector> vectors) {
        return Vectors.newBuilder()
                .setVectors(NamedVectors.newBuilder().putAllVectors(vectors))
                .build();
    }

    public static PointsSelector ids(long... numbers) {
        return PointsSelector.newBuilder()
                .setPoints(PointsIdsList.newBuilder()
                        .addAllIds(Arrays.stream(numbers)
                                .mapToObj(number -> id(number))
                                .toList()))
                .build();
    }

    public static PointsSelector where(Condition... must) {
        return PointsSelector.newBuilder().setFilter(filter(must)).build();
    }

    public static Filter filter(Condition... must) {
        return Filter.newBuilder().addAllMust(List.of(must)).build();
    }

    /** Answers when all is visible. */
    @CanIgnoreReturnValue
    public List<UpdateResult> apply(PointsUpdateOperation... operations) {
        return qdrant.points
                .updateBatch(batch(operations).setWait(true).build())
                .getResultList();
    }

    /** Answers when all is logged. */
    @CanIgnoreReturnValue
    public List<UpdateResult> log(PointsUpdateOperation... operations) {
        return qdrant.points.updateBatch(batch(operations).build()).getResultList();
    }

    public static UpdateBatchPoints.Builder batch(PointsUpdateOperation... operations) {
        return UpdateBatchPoints.newBuilder()
                .setCollectionName(RunningQdrant.POINTS)
                .addAllOperations(List.of(operations));
    }

    public boolean has(long number) {
        return !get(number).isEmpty();
    }

    public Map<String, Value> payload(long number) {
        return get(number).get(0).getPayloadMap();
    }

    public Map<String, VectorOutput> vectors(long number) {
        return get(number).get(0).getVectors().getVectors().getVectorsMap();
    }

    /** Every point by its number, up to a hundred. */
    public Map<Long, RetrievedPoint> all() {
        Map<Long, RetrievedPoint> all = new TreeMap<>();
        qdrant.points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(RunningQdrant.POINTS)
                        .setLimit(100)
                        .setWithVectors(io.qdrant.client.WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResultList()
                .forEach(point -> all.put(point.getId().getNum(), point));
        return all;
    }

    /** Of a point that has the vector {@link #B}. */
    public long version(long number) {
        return qdrant.points
                .query(QueryPoints.newBuilder()
                        .setCollectionName(RunningQdrant.POINTS)
                        .setFilter(filter(hasId(id(number))))
                        .setUsing(B)
                        .setQuery(nearest(1, 1))
                        .build())
                .getResult(0)
                .getVersion();
    }

    private List<RetrievedPoint> get(long number) {
        return qdrant.points
                .get(GetPoints.newBuilder()
                        .setCollectionName(RunningQdrant.POINTS)
                        .addIds(id(number))
                        .setWithPayload(enable(true))
                        .setWithVectors(io.qdrant.client.WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResultList();
    }
}
