package dev.lockstep.embedded.qdrant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.GeoBoundingBox;
import io.qdrant.client.grpc.Common.GeoLineString;
import io.qdrant.client.grpc.Common.GeoRadius;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.NestedCondition;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendPoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is wrong, and what is not implemented, is refused by name and leaves nothing behind. */
class RefusalsTest {
    private static RunningQdrant qdrant;

    @BeforeAll
    static void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(3, Distance.Cosine);
    }

    @AfterAll
    static void stop() {
        qdrant.close();
    }

    @Test
    void aMissingCollection() {
        String message = "NOT_FOUND: Not found: Collection `nowhere` doesn't exist!";
        refused(() -> qdrant.points.get(
                        GetPoints.newBuilder().setCollectionName("nowhere").build()))
                .hasMessage(message);
        refused(() -> qdrant.points.upsert(upsertOf(point(1, Map.of(), 1, 2, 3))
                        .setCollectionName("nowhere")
                        .build()))
                .hasMessage(message);
        refused(() -> qdrant.points.query(
                        QueryPoints.newBuilder().setCollectionName("nowhere").build()))
                .hasMessage(message);
    }

    @Test
    void aWrongDimensionIsToldAtOnceAndNothingOfTheBatchIsWritten() {
        refused(() -> qdrant.acknowledge(point(71, Map.of(), 1, 2, 3), point(72, Map.of(), 1, 2)))
                .hasMessage("INVALID_ARGUMENT: Wrong input: Vector dimension error: expected dim: 3, got 2"
                        + " for vector 'dense'");
        qdrant.upsert(point(73, Map.of(), 1, 2, 3));
        assertThat(qdrant.count(ConditionFactory.hasId(List.of(id(71), id(72), id(73)))))
                .isEqualTo(1);
    }

    @Test
    void vectorsThatTheCollectionDoesNotHave() {
        upsertRefused(id(1), Map.of("other", vector(1, 2, 3)))
                .hasMessageContaining("Not existing vector name error: other");
        upsertRefused(id(1), Map.of(SPARSE, vector(1, 2, 3)))
                .hasMessageContaining("Conversion between sparse and regular vectors failed");
        refused(() -> qdrant.acknowledge(PointStruct.newBuilder()
                        .setId(id(1))
                        .setVectors(vectors(1, 2, 3))
                        .build()))
                .hasMessageContaining("Not existing vector name error");
        refused(() -> qdrant.acknowledge(PointStruct.newBuilder().setId(id(1)).build()))
                .hasMessage("INVALID_ARGUMENT: Wrong input: Expected some vectors");
        refused(() -> query(QueryPoints.newBuilder().setUsing("other").setQuery(nearest(1, 2, 3))))
                .hasMessageContaining("Not existing vector name error: other");
        refused(() -> query(QueryPoints.newBuilder()
                        .setUsing(DENSE)
                        .setQuery(nearest(1, 2, 3))
                        .setWithVectors(WithVectorsSelectorFactory.include(List.of("other")))))
                .hasMessageContaining("Not existing vector name error: other");
        refused(() -> query(QueryPoints.newBuilder().setUsing(DENSE).setQuery(nearest(1, 2))))
                .hasMessageContaining("Vector dimension error: expected dim: 3, got 2");
    }

    @Test
    void numbersThatAreNone() {
        refused(() -> qdrant.acknowledge(point(1, Map.of(), 1, 2, Float.NaN)))
                .hasMessageStartingWith("INVALID_ARGUMENT");
        refused(() -> qdrant.acknowledge(point(1, Map.of("n", value(Double.POSITIVE_INFINITY)), 1, 2, 3)))
                .hasMessageStartingWith("INVALID_ARGUMENT");
        upsertRefused(id(1), Map.of(SPARSE, vector(List.of(1f, 2f), List.of(5, 5))))
                .hasMessageContaining("unique");
    }

    @Test
    void idsThatAreNone() {
        PointId noUuid = PointId.newBuilder().setUuid("1-1-1-1-1").build();
        upsertRefused(noUuid, Map.of(DENSE, vector(1, 2, 3)))
                .hasMessage("INVALID_ARGUMENT: Wrong input: Unable to parse UUID: 1-1-1-1-1");
        upsertRefused(PointId.getDefaultInstance(), Map.of(DENSE, vector(1, 2, 3)))
                .hasMessageStartingWith("INVALID_ARGUMENT");
    }

    @Test
    void collectionsThatCannotBe() {
        createRefused(params().setSize(0)).hasMessageStartingWith("INVALID_ARGUMENT");
        createRefused(params().setDistance(Distance.UnknownDistance)).hasMessageStartingWith("INVALID_ARGUMENT");
        refused(() -> qdrant.collections.create(RunningQdrant.creation("a/b", 3, Distance.Dot)))
                .hasMessageStartingWith("INVALID_ARGUMENT");
    }

    @Test
    void callsThatAreNotImplemented() {
        refused(() -> qdrant.points.recommend(RecommendPoints.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED")
                .hasMessageContaining("Recommend");
    }

    /** A newer client may send what this version's protocol has no name for: it is seen as a field without a name. */
    @Test
    void conditionsOfANewerProtocol() {
        UnknownFieldSet newer = UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.EMPTY)
                                .build())
                .build();
        for (Condition condition : List.of(
                Condition.newBuilder().setUnknownFields(newer).build(),
                field(FieldCondition.newBuilder().setUnknownFields(newer)),
                field(FieldCondition.newBuilder().setMatch(Match.newBuilder().setUnknownFields(newer))))) {
            unsupported(() -> count(condition)).hasMessageContaining("of a newer protocol (field 99)");
            unsupported(() -> count(ConditionFactory.nested("n", condition)));
            unsupported(() -> qdrant.points.delete(DeletePoints.newBuilder()
                    .setCollectionName(POINTS)
                    .setPoints(PointsSelector.newBuilder()
                            .setFilter(Filter.newBuilder().addMustNot(condition)))
                    .build()));
        }
    }

    @Test
    void conditionsThatAreNone() {
        for (Condition condition : List.of(
                field(FieldCondition.newBuilder()),
                Condition.newBuilder()
                        .setNested(NestedCondition.newBuilder().setKey("a"))
                        .build(),
                ConditionFactory.geoPolygon("a", GeoLineString.getDefaultInstance(), List.of()),
                field(FieldCondition.newBuilder().setGeoRadius(GeoRadius.getDefaultInstance())),
                field(FieldCondition.newBuilder().setGeoBoundingBox(GeoBoundingBox.getDefaultInstance())),
                ConditionFactory.match("a[-1]", 1),
                ConditionFactory.match("a[99999999999999999999999]", 1),
                ConditionFactory.match("a.\"b", 1),
                field(FieldCondition.newBuilder().setMatch(Match.getDefaultInstance())),
                ConditionFactory.match("", 1),
                ConditionFactory.match("a..b", 1),
                ConditionFactory.match("a.[]", 1),
                ConditionFactory.match(".a", 1),
                ConditionFactory.match("a b", 1))) {
            refused(() -> count(condition)).hasMessageStartingWith("INVALID_ARGUMENT");
        }
    }

    @Test
    void moreConditionsThanCanBeRun() {
        Filter tooLarge = Filter.newBuilder()
                .addMust(ConditionFactory.filter(anyOf(0, 900)))
                .addMust(ConditionFactory.filter(anyOf(900, 1800)))
                .build();
        refused(() -> qdrant.points.delete(DeletePoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setPoints(PointsSelector.newBuilder().setFilter(tooLarge))
                        .build()))
                .hasMessage("INVALID_ARGUMENT: Wrong input: The filter has too many conditions;"
                        + " the embedded Qdrant runs at most 1,024");
        refused(() -> count(ConditionFactory.nested("a", anyOf(0, 1_025)))).hasMessageContaining("at most 1,024");
    }

    @Test
    void filtersThatAreNestedTooDeeply() {
        count(nestings(44, ConditionFactory::filter));
        count(nestings(29, filter -> ConditionFactory.nested("a", filter)));
        refused(() -> count(nestings(45, ConditionFactory::filter)))
                .hasMessageStartingWith("INVALID_ARGUMENT")
                .hasMessageContaining("at most 45 filters in each other");
        refused(() -> qdrant.points.delete(DeletePoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setPoints(PointsSelector.newBuilder()
                                .setFilter(Filter.newBuilder().addMust(nestings(45, ConditionFactory::filter))))
                        .build()))
                .hasMessageContaining("at most 45 filters in each other");
        refused(() -> count(nestings(100, ConditionFactory::filter))).hasMessageStartingWith("INVALID_ARGUMENT");
        assertThat(qdrant.count()).isEqualTo(qdrant.count(ConditionFactory.filter(Filter.getDefaultInstance())));
    }

    private static Condition nestings(int depth, Function<Filter, Condition> nesting) {
        Condition condition = ConditionFactory.match("a", 1);
        for (int i = 0; i < depth; i++) {
            condition = nesting.apply(Filter.newBuilder().addMust(condition).build());
        }
        return condition;
    }

    private static Filter anyOf(int from, int to) {
        return Filter.newBuilder()
                .addAllShould(IntStream.range(from, to)
                        .mapToObj(i -> ConditionFactory.match("a" + i, i))
                        .toList())
                .build();
    }

    private static VectorParams.Builder params() {
        return VectorParams.newBuilder().setSize(3).setDistance(Distance.Cosine);
    }

    @CanIgnoreReturnValue
    private static AbstractThrowableAssert<?, ?> createRefused(VectorParams.Builder params) {
        CreateCollection.Builder request = RunningQdrant.creation("new", 3, Distance.Dot).toBuilder();
        request.getVectorsConfigBuilder().getParamsMapBuilder().putMap(DENSE, params.build());
        return refused(() -> qdrant.collections.create(request.build()));
    }

    @CanIgnoreReturnValue
    private static AbstractThrowableAssert<?, ?> upsertRefused(
            PointId id, Map<String, io.qdrant.client.grpc.Points.Vector> vectors) {
        return refused(() -> qdrant.acknowledge(PointStruct.newBuilder()
                .setId(id)
                .setVectors(namedVectors(vectors))
                .build()));
    }

    private static Condition field(FieldCondition.Builder condition) {
        return Condition.newBuilder().setField(condition.setKey("a")).build();
    }

    private static void count(Condition condition) {
        qdrant.points.count(CountPoints.newBuilder()
                .setCollectionName(POINTS)
                .setFilter(Filter.newBuilder().addMust(condition))
                .build());
    }

    private static void query(QueryPoints.Builder query) {
        qdrant.points.query(query.setCollectionName(POINTS).build());
    }

    @CanIgnoreReturnValue
    private static AbstractThrowableAssert<?, ?> unsupported(ThrowingCallable call) {
        return refused(call).hasMessageStartingWith("UNIMPLEMENTED");
    }

    @CanIgnoreReturnValue
    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
        return assertThatThrownBy(call);
    }
}
