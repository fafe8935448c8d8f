package dev.lockstep.embedded.qdrant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;
import static io.qdrant.client.WithVectorsSelectorFactory.include;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Searches by sparse vectors whose results can be told by hand. */
class SparseTest {
    /** A sparse vector whose values count as they are. */
    private static final String PLAIN = "plain";

    private static final double LN_2 = Math.log(2);

    @TempDir
    Path directory;

    @Test
    void rareIndicesCountMoreAndOnlyWhereTheModifierSaysSo() {
        try (RunningQdrant qdrant = start()) {
            qdrant.upsert(
                    point(1, SPARSE, List.of(7), 2f),
                    point(2, SPARSE, List.of(7, 8), 2f, 1f),
                    point(3, PLAIN, List.of(7, 8), 3f, 5f),
                    point(4, SPARSE, List.of()));
            // Of two points with the vector, empty ones are none, both have 7 and one has 8.
            List<ScoredPoint> idf = query(qdrant, sparse(SPARSE, List.of(8, 7), 10f, 1f));
            assertThat(ids(idf)).containsExactly(2L, 1L);
            assertThat((double) idf.get(0).getScore()).isCloseTo(10 * LN_2 + 2 * Math.log(1.2), within(1e-5));
            assertThat((double) idf.get(1).getScore()).isCloseTo(2 * Math.log(1.2), within(1e-5));
            List<ScoredPoint> plain = query(qdrant, sparse(PLAIN, List.of(8, 7), 10f, 1f));
            assertThat(ids(plain)).containsExactly(3L);
            assertThat(plain.get(0).getScore()).isEqualTo(53);
        }
    }

    @Test
    void valuesAreKeptWholeHoweverLargeSmallOrNegative() {
        List<Float> values = List.of(
                Float.MAX_VALUE,
                1e30f,
                16_777_215f,
                1.0000001f,
                1f,
                Float.MIN_VALUE,
                0f,
                -Float.MIN_VALUE,
                -1f,
                -1e30f);
        try (RunningQdrant qdrant = start()) {
            for (int index : List.of(0, Integer.MAX_VALUE, -1)) {
                qdrant.upsert(IntStream.range(0, values.size())
                        .mapToObj(i -> point(i, PLAIN, List.of(index, 5), values.get(i), -2f))
                        .toArray(PointStruct[]::new));
                List<ScoredPoint> hits = query(qdrant, sparse(PLAIN, List.of(index), 1f));
                assertThat(hits).extracting(ScoredPoint::getScore).isEqualTo(values);
                assertThat(query(qdrant, sparse(PLAIN, List.of(index), -1f))
                                .get(0)
                                .getScore())
                        .isEqualTo(1e30f);
            }
        }
    }

    @Test
    void equalScoresComeInTheOrderOfIdsAndPagesFollowEachOther() {
        try (RunningQdrant qdrant = start()) {
            for (long i = 20; i > 0; i--) {
                qdrant.upsert(point(i, PLAIN, List.of(1), i > 15 ? 2f : 1f));
            }
            QueryPoints.Builder query = sparse(PLAIN, List.of(1), 1f);
            assertThat(ids(query(qdrant, query.setLimit(7)))).containsExactly(16L, 17L, 18L, 19L, 20L, 1L, 2L);
            assertThat(ids(query(qdrant, query.setOffset(4)))).containsExactly(20L, 1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(ids(query(qdrant, query.setOffset(0).setScoreThreshold(1))))
                    .containsExactly(16L, 17L, 18L, 19L, 20L);
            assertThat(query(qdrant, query.setOffset(30))).isEmpty();
        }
    }

    @Test
    void hitsShowWhatWasAskedFor() {
        try (RunningQdrant qdrant = start()) {
            PointStruct point = point(1, SPARSE, List.of(9, 3), 0.5f, 1f);
            qdrant.upsert(point.toBuilder().putPayload("page", value(7)).build());
            ScoredPoint bare = query(qdrant, sparse(SPARSE, List.of(3), 1f)).get(0);
            assertThat(bare.getPayloadMap()).isEmpty();
            assertThat(bare.hasVectors()).isFalse();
            ScoredPoint whole = query(
                            qdrant,
                            sparse(SPARSE, List.of(3), 1f)
                                    .setWithPayload(enable(true))
                                    .setWithVectors(include(List.of(SPARSE))))
                    .get(0);
            assertThat(whole.getPayloadMap()).containsEntry("page", value(7));
            SparseVector shown =
                    whole.getVectors().getVectors().getVectorsOrThrow(SPARSE).getSparse();
            // Sorted when written, see NamedVectors::preprocess in Qdrant's
            // lib/segment/src/data_types/named_vectors.rs.
            assertThat(shown.getIndicesList()).containsExactly(3, 9);
            assertThat(shown.getValuesList()).containsExactly(1f, 0.5f);
        }
    }

    @Test
    void aBatchAnswersDenseAndSparseQueriesSideBySide() {
        try (RunningQdrant qdrant = start()) {
            qdrant.upsert(
                    both(1, vector(1, 0), vector(List.of(1f), List.of(5))),
                    both(2, vector(0, 1), vector(List.of(3f), List.of(5))));
            QueryPoints.Builder dense = QueryPoints.newBuilder()
                    .setCollectionName(POINTS)
                    .setUsing(DENSE)
                    .setQuery(nearest(1, 0));
            List<BatchResult> results = qdrant.points
                    .queryBatch(QueryBatchPoints.newBuilder()
                            .setCollectionName(POINTS)
                            .addQueryPoints(dense)
                            .addQueryPoints(sparse(SPARSE, List.of(5), 1f))
                            .addQueryPoints(sparse(SPARSE, List.of(6), 1f))
                            .build())
                    .getResultList();
            assertThat(results)
                    .extracting(result -> ids(result.getResultList()))
                    .containsExactly(List.of(1L, 2L), List.of(2L, 1L), List.of());
        }
    }

    @Test
    void whatIsNoSparseQueryIsRefusedAndAnEmptyOneFindsNothing() {
        try (RunningQdrant qdrant = start()) {
            qdrant.upsert(point(1, SPARSE, List.of(5), 1f));
            assertThat(query(qdrant, sparse(SPARSE, List.of()))).isEmpty();
            refused(qdrant, sparse(SPARSE, List.of(5, 5), 1f, 2f)).hasMessageContaining("must be unique");
            refused(qdrant, sparse(SPARSE, List.of(5, 6), 1f)).hasMessageContaining("2 indices and 1 values");
            refused(qdrant, sparse(SPARSE, List.of(5), Float.NaN)).hasMessageContaining("NaN");
            refused(qdrant, sparse("other", List.of(5), 1f))
                    .hasMessageContaining("Not existing vector name error: other");
            refused(qdrant, sparse(DENSE, List.of(5), 1f))
                    .hasMessageContaining("Conversion between sparse and regular vectors failed");
            refused(qdrant, sparse(SPARSE, List.of(5), 1f).setQuery(nearest(1, 0)))
                    .hasMessageContaining("Conversion between sparse and regular vectors failed");
            refused(qdrant, sparse(SPARSE, List.of(5), 1f).setWithVectors(include(List.of("other"))))
                    .hasMessageContaining("Not existing vector name error: other");
            List<Integer> many = IntStream.range(0, 4_097).boxed().toList();
            refused(qdrant, sparse(SPARSE, many).setQuery(nearest(Collections.nCopies(many.size(), 1f), many)))
                    .hasMessageContaining("4097 indices are more than the 4096");
        }
    }

    private RunningQdrant start() {
        RunningQdrant qdrant = RunningQdrant.in(directory);
        CreateCollection.Builder creation = RunningQdrant.creation(POINTS, 2, Distance.Cosine).toBuilder();
        creation.getSparseVectorsConfigBuilder().putMap(PLAIN, SparseVectorParams.getDefaultInstance());
        qdrant.collections.create(creation.build());
        return qdrant;
    }

    private static PointStruct point(long number, String name, List<Integer> indices, Float... values) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(namedVectors(Map.of(name, vector(List.of(values), indices))))
                .build();
    }

    private static PointStruct both(long number, Vector dense, Vector sparse) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(namedVectors(Map.of(DENSE, dense, SPARSE, sparse)))
                .build();
    }

    private static QueryPoints.Builder sparse(String using, List<Integer> indices, Float... values) {
        return QueryPoints.newBuilder()
                .setCollectionName(POINTS)
                .setUsing(using)
                .setQuery(nearest(List.of(values), indices));
    }

    private static List<ScoredPoint> query(RunningQdrant qdrant, QueryPoints.Builder query) {
        return qdrant.points.query(query.build()).getResultList();
    }

    private static List<Long> ids(List<ScoredPoint> hits) {
        return numbers(hits.stream().map(ScoredPoint::getId).toList());
    }

    @CanIgnoreReturnValue
    private static AbstractThrowableAssert<?, ?> refused(RunningQdrant qdrant, QueryPoints.Builder query) {
        return assertThatThrownBy(() -> query(qdrant, query)).hasMessageStartingWith("INVALID_ARGUMENT: Wrong input: ");
    }
}
