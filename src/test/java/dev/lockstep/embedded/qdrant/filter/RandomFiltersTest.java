package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.RandomFilter;
import dev.lockstep.embedded.qdrant.RandomPoint;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.SearchParams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.numbers;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random filters on random payloads, answered by the server and by {@link RandomFilter}, which knows nothing of it. More of them
 * with {@code -Dfilters.cases=100000}, others with {@code -Dfilters.seed=}.
 */
class RandomFiltersTest {
    private static final int POINTS_IN_ALL = 200;
    private static final int CASES = Integer.getInteger("filters.cases", 400);
    private static final long SEED = Long.getLong("filters.seed", 20_261_121);

    enum Indexes {
        NONE,
        TEXT_AND_KEYWORD
    }

    @ParameterizedTest
    @EnumSource
    void theServerFindsWhatThePlainReadingOfTheFilterFinds(Indexes indexes, @TempDir Path directory) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Long, RandomPoint> points = new HashMap<>();
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(1, Distance.Dot)) {
            if (indexes == Indexes.TEXT_AND_KEYWORD) {
                index(qdrant, "a", FieldType.FieldTypeText);
                index(qdrant, "b", FieldType.FieldTypeKeyword);
            }
            for (int batch = 0; batch < 10; batch++) {
                PointStruct[] structs = new PointStruct[POINTS_IN_ALL / 8];
                for (int i = 0; i < structs.length; i++) {
                    RandomPoint point = RandomPoint.make(random, random.nextInt(POINTS_IN_ALL));
                    points.put(point.id(), point);
                    structs[i] = struct(point);
                }
                qdrant.upsert(structs);
            }
            for (int i = 0; i < CASES; i++) {
                RandomFilter filter = RandomFilter.make(random, indexes == Indexes.NONE ? Set.of() : Set.of("a", "b"));
                List<Long> expected = new ArrayList<>();
                points.values().forEach(point -> {
                    if (filter.holds().test(point)) {
                        expected.add(point.id());
                    }
                });
                expected.sort(Long::compare);
                assertThat(scroll(qdrant, filter.proto()))
                        .as("seed %d, case %d: %s", SEED, i, filter.proto())
                        .isEqualTo(expected);
                if (i % 10 == 0) {
                    expected.removeIf(id -> points.get(id).vectors() == 0);
                    assertThat(search(qdrant, filter.proto()))
                            .as("seed %d, case %d: %s", SEED, i, filter.proto())
                            .isEqualTo(new HashSet<>(expected));
                }
            }
            RandomFilter last = RandomFilter.make(random, indexes == Indexes.NONE ? Set.of() : Set.of("a", "b"));
            delete(qdrant, last.proto());
            points.values().removeIf(last.holds());
            assertThat(scroll(qdrant, Filter.getDefaultInstance()))
                    .as("seed %d, left after deleting %s", SEED, last.proto())
                    .containsExactlyInAnyOrderElementsOf(points.keySet());
        }
    }

    private static PointStruct struct(RandomPoint point) {
        Map<String, io.qdrant.client.grpc.Points.Vector> vectors = new HashMap<>();
        if ((point.vectors() & 1) != 0) {
            vectors.put(DENSE, vector(1));
        }
        if ((point.vectors() & 2) != 0) {
            vectors.put(SPARSE, vector(List.of(1f), List.of(7)));
        }
        return PointStruct.newBuilder()
                .setId(id(point.id()))
                .setVectors(namedVectors(vectors))
                .putAllPayload(RandomPoint.protos(point.payload()))
                .build();
    }

    private static void index(RunningQdrant qdrant, String field, FieldType type) {
        var answer = qdrant.points.createFieldIndex(CreateFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName(field)
                .setFieldType(type)
                .setWait(true)
                .build());
        assertThat(answer.hasResult()).isTrue();
    }

    private static List<Long> scroll(RunningQdrant qdrant, Filter filter) {
        return numbers(qdrant
                .points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .setFilter(filter)
                        .setLimit(POINTS_IN_ALL)
                        .build())
                .getResultList()
                .stream()
                .map(RetrievedPoint::getId)
                .toList());
    }

    /** Points without the dense vector are no hits; those with it are all equally near. */
    private static Set<Long> search(RunningQdrant qdrant, Filter filter) {
        Set<Long> found = new HashSet<>();
        for (String using : List.of(DENSE, SPARSE)) {
            found.addAll(numbers(qdrant
                    .points
                    .query(QueryPoints.newBuilder()
                            .setCollectionName(POINTS)
                            .setUsing(using)
                            .setQuery(using.equals(DENSE) ? nearest(1f) : nearest(List.of(1f), List.of(7)))
                            .setFilter(filter)
                            .setParams(SearchParams.newBuilder().setExact(true))
                            .setLimit(POINTS_IN_ALL)
                            .build())
                    .getResultList()
                    .stream()
                    .map(ScoredPoint::getId)
                    .toList()));
        }
        return found;
    }

    private static void delete(RunningQdrant qdrant, Filter filter) {
        var answer = qdrant.points.delete(DeletePoints.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPoints(PointsSelector.newBuilder().setFilter(filter))
                .build());
        assertThat(answer.hasResult()).isTrue();
    }
}
