package dev.lockstep.embedded.qdrant.contract;

import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.Vector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;

/** A collection with calls in few words; all writes wait. */
record TestCollection(Connection qdrant, String name) {
    /** Two dimensions. */
    static final String DENSE = "dense";

    /** With IDF. */
    static final String RARE = "rare";

    static final String PLAIN = "plain";

    static CreateCollection.Builder creation(Distance distance) {
        return CreateCollection.newBuilder()
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder()
                                .putMap(
                                        DENSE,
                                        VectorParams.newBuilder()
                                                .setSize(2)
                                                .setDistance(distance)
                                                .build())))
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                        .putMap(
                                RARE,
                                SparseVectorParams.newBuilder()
                                        .setModifier(Modifier.Idf)
                                        .build())
                        .putMap(PLAIN, SparseVectorParams.getDefaultInstance()));
    }

    static PointStruct point(long number, Map<String, Value> payload, float... vector) {
        return point(id(number), payload, Map.of(DENSE, vector(vector)));
    }

    static PointStruct point(PointId id, Map<String, Value> payload, Map<String, Vector> vectors) {
        return PointStruct.newBuilder()
                .setId(id)
                .setVectors(namedVectors(vectors))
                .putAllPayload(payload)
                .build();
    }

    void upsert(PointStruct... points) {
        var result = qdrant.points().upsert(upsertOf(points).build()).getResult();
        assertThat(result.getStatus()).isEqualTo(UpdateStatus.Completed);
    }

    UpsertPoints.Builder upsertOf(PointStruct... points) {
        return UpsertPoints.newBuilder().setCollectionName(name).setWait(true).addAllPoints(List.of(points));
    }

    void index(String field, FieldType type) {
        var result = qdrant.points()
                .createFieldIndex(CreateFieldIndexCollection.newBuilder()
                        .setCollectionName(name)
                        .setWait(true)
                        .setFieldName(field)
                        .setFieldType(type)
                        .build())
                .getResult();
        assertThat(result.getStatus()).isEqualTo(UpdateStatus.Completed);
    }

    /** The point with all it has. */
    RetrievedPoint get(long number) {
        return qdrant.points()
                .get(GetPoints.newBuilder()
                        .setCollectionName(name)
                        .addIds(id(number))
                        .setWithPayload(WithPayloadSelectorFactory.enable(true))
                        .setWithVectors(WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResult(0);
    }

    long count() {
        return qdrant.points()
                .count(CountPoints.newBuilder()
                        .setCollectionName(name)
                        .setExact(true)
                        .build())
                .getResult()
                .getCount();
    }

    List<Long> matching(Condition... must) {
        return matching(filter(must));
    }

    List<Long> matching(Filter filter) {
        return retrieved(qdrant.points()
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(name)
                        .setFilter(filter)
                        .setLimit(100)
                        .build())
                .getResultList());
    }

    List<ScoredPoint> query(QueryPoints.Builder query) {
        return qdrant.points().query(query.setCollectionName(name).build()).getResultList();
    }

    /** Ids and scores of what a query finds. */
    Map<Long, Float> scores(QueryPoints.Builder query) {
        Map<Long, Float> scores = new LinkedHashMap<>();
        query(query).forEach(hit -> scores.put(hit.getId().getNum(), hit.getScore()));
        return scores;
    }

    static Filter filter(Condition... must) {
        return Filter.newBuilder().addAllMust(List.of(must)).build();
    }

    static PointsSelector points(long... numbers) {
        PointsIdsList.Builder ids = PointsIdsList.newBuilder();
        for (long number : numbers) {
            ids.addIds(id(number));
        }
        return PointsSelector.newBuilder().setPoints(ids).build();
    }

    static PointsSelector where(Condition... must) {
        return PointsSelector.newBuilder().setFilter(filter(must)).build();
    }

    static List<Long> scored(List<ScoredPoint> points) {
        return points.stream().map(point -> point.getId().getNum()).toList();
    }

    static List<Long> retrieved(List<RetrievedPoint> points) {
        return points.stream().map(point -> point.getId().getNum()).toList();
    }
}
