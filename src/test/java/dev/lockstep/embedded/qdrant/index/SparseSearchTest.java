package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.NaiveSparse;
import dev.lockstep.embedded.qdrant.RestartsTest;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.NaiveSparse.indices;
import static dev.lockstep.embedded.qdrant.NaiveSparse.values;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static org.assertj.core.api.Assertions.assertThat;

/** Searches by sparse vectors against a search through all of them. */
class SparseSearchTest {
    @TempDir
    Path directory;

    @Test
    void scoresAreThoseOfASearchThroughAllPointsWhateverWasUpdatedAndDeleted() {
        NaiveSparse all = new NaiveSparse(1);
        try (RunningQdrant qdrant = start()) {
            upsert(qdrant, all, LongStream.range(0, 2_500));
            for (int from = 2_500; from < 3_000; from += 100) {
                upsert(qdrant, all, LongStream.range(from, from + 100));
            }
            checkSome(qdrant, all);
            upsert(qdrant, all, LongStream.range(0, 3_000).filter(i -> i % 11 == 0));
            delete(qdrant, all, LongStream.range(0, 3_000).filter(i -> i % 13 == 0));
            assertThat(segments(qdrant)).isGreaterThan(1);
            checkSome(qdrant, all);
        }
    }

    @Test
    void vectorsAreFoundAfterARestartAndAfterACrash(@TempDir Path image) throws IOException {
        NaiveSparse all = new NaiveSparse(2);
        try (RunningQdrant qdrant = start()) {
            upsert(qdrant, all, LongStream.range(0, 400));
        }
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            checkSome(qdrant, all);
            upsert(qdrant, all, LongStream.range(200, 500));
            delete(qdrant, all, LongStream.range(0, 50));
            RestartsTest.copy(directory, image);
        }
        try (RunningQdrant crashed = RunningQdrant.in(image)) {
            checkSome(crashed, all);
        }
    }

    private static Filter must(Condition condition) {
        return Filter.newBuilder().addMust(condition).build();
    }

    private RunningQdrant start() {
        return RunningQdrant.in(directory).withCollection(2, Distance.Cosine);
    }

    private static void upsert(RunningQdrant qdrant, NaiveSparse all, LongStream numbers) {
        qdrant.upsert(numbers.mapToObj(i -> all.put(i, 40)).toArray(PointStruct[]::new));
    }

    private static void delete(RunningQdrant qdrant, NaiveSparse all, LongStream numbers) {
        PointsIdsList.Builder ids = PointsIdsList.newBuilder();
        numbers.forEach(i -> {
            all.remove(i);
            ids.addIds(id(i));
        });
        qdrant.points.delete(DeletePoints.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPoints(PointsSelector.newBuilder().setPoints(ids))
                .build());
    }

    /** Without a filter, with one that many points match and with one that few do. */
    private static void checkSome(RunningQdrant qdrant, NaiveSparse all) {
        assertThat(qdrant.count()).isEqualTo(all.size());
        List<Long> few = List.of(2L, 66L, 143L, 201L, 203L, 260L, 399L);
        for (int q = 0; q < 20; q++) {
            Map<Integer, Float> target = new TreeMap<>(all.randomVector(10));
            target.put(123_456, 1f);
            check(qdrant, all, target, i -> true, Filter.getDefaultInstance());
            check(qdrant, all, all.randomVector(1), i -> true, Filter.getDefaultInstance());
            check(qdrant, all, target, i -> i % 5 == 2, must(match("rest", 2)));
            check(
                    qdrant,
                    all,
                    target,
                    few::contains,
                    must(hasId(few.stream().map(i -> id(i)).toList())));
        }
    }

    private static void check(
            RunningQdrant qdrant, NaiveSparse all, Map<Integer, Float> target, LongPredicate matching, Filter filter) {
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .setCollectionName(POINTS)
                .setUsing(SPARSE)
                .setQuery(nearest(values(target), indices(target)))
                .setFilter(filter)
                .setLimit(50);
        all.check(qdrant.points.query(query.build()).getResultList(), target, matching, 50);
    }

    private static long segments(RunningQdrant qdrant) {
        return qdrant.collections
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(POINTS)
                        .build())
                .getResult()
                .getSegmentsCount();
    }
}
