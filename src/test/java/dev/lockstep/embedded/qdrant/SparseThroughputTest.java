package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.Vector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

/** Measures, and prints: chunks of 80 different words, searched by ten. */
@Tag("bench")
class SparseThroughputTest {
    private static final int POINT_COUNT = 20_000;
    private static final int BATCH = 128;
    private static final int WORDS = 30_000;
    private static final int ROUNDS = 3;

    private final ClusteredVectors dense = new ClusteredVectors(POINT_COUNT, 384, 3);

    @Test
    void upsertsAndSearches(@TempDir Path directory) {
        List<UpsertPoints> without = batches(i -> chunk(i, Map.of(DENSE, vector(dense.get(i)))));
        List<UpsertPoints> with = batches(i -> chunk(i, Map.of(DENSE, vector(dense.get(i)), SPARSE, sparse(i))));
        for (int round = 0; round < ROUNDS; round++) {
            upsertAll(directory.resolve("without" + round), without, "dense alone", qdrant -> {});
            upsertAll(
                    directory.resolve("with" + round),
                    with,
                    "dense and sparse",
                    round < ROUNDS - 1 ? qdrant -> {} : SparseThroughputTest::searches);
        }
    }

    private static void upsertAll(
            Path directory, List<UpsertPoints> batches, String what, Consumer<RunningQdrant> then) {
        try (RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(384, Distance.Cosine)) {
            long start = System.nanoTime();
            batches.forEach(batch -> qdrant.points.upsert(batch));
            Eventually.until("all are visible", () -> qdrant.count() == POINT_COUNT);
            System.out.printf(Locale.ROOT, "%-50s %.0f points/s%n", what, POINT_COUNT / seconds(start));
            then.accept(qdrant);
        }
    }

    private static void searches(RunningQdrant qdrant) {
        Filter none = Filter.getDefaultInstance();
        Filter tenth = Filter.newBuilder().addMust(matchKeyword("tenant", "t1")).build();
        Filter few = Filter.newBuilder().addMust(match("document", 77)).build();
        for (int again = 0; again < 2; again++) {
            report(
                    "a call that does nothing",
                    i -> Eventually.until("answered", () -> qdrant.count(match("absent", i)) == 0));
            report("ten words", i -> query(qdrant, i, 10, none));
            report("ten words, one tenant of ten", i -> query(qdrant, i, 10, tenth));
            report("ten words, one document of a thousand", i -> query(qdrant, i, 10, few));
            report("three words", i -> query(qdrant, i, 3, none));
            report("a hundred words", i -> query(qdrant, i, 100, none));
        }
    }

    private static void query(RunningQdrant qdrant, int number, int words, Filter filter) {
        Map<Integer, Float> target = words(words, new SplittableRandom(1_000_000 + number));
        qdrant.points.query(QueryPoints.newBuilder()
                .setCollectionName(POINTS)
                .setUsing(SPARSE)
                .setQuery(nearest(List.copyOf(target.values()), List.copyOf(target.keySet())))
                .setFilter(filter)
                .setLimit(100)
                .build());
    }

    private static List<UpsertPoints> batches(IntFunction<PointStruct> chunk) {
        List<UpsertPoints> batches = new ArrayList<>();
        for (int from = 0; from < POINT_COUNT; from += BATCH) {
            batches.add(upsertOf(IntStream.range(from, Math.min(POINT_COUNT, from + BATCH))
                            .mapToObj(chunk)
                            .toArray(PointStruct[]::new))
                    .build());
        }
        return batches;
    }

    private static Vector sparse(int i) {
        Map<Integer, Float> words = words(80, new SplittableRandom(i));
        return vector(List.copyOf(words.values()), List.copyOf(words.keySet()));
    }

    private static PointStruct chunk(int i, Map<String, Vector> vectors) {
        return PointStruct.newBuilder()
                .setId(id(i))
                .setVectors(namedVectors(vectors))
                .putPayload("tenant", value("t" + i % 10))
                .putPayload("document", value(i / 20))
                .build();
    }

    /** The most frequent words are in a third of the points, as when the very frequent ones are left out. */
    private static Map<Integer, Float> words(int count, SplittableRandom random) {
        Map<Integer, Float> words = new TreeMap<>();
        while (words.size() < count) {
            int word = (int) Math.pow(WORDS, random.nextDouble(0.25, 1));
            words.put(word * 0x9E3779B1, (float) random.nextDouble(0.2, 2.2));
        }
        return words;
    }

    private static void report(String what, IntConsumer step) {
        double[] millis = new double[500];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            step.accept(i);
            millis[i] = seconds(start) * 1_000;
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "%-50s p50 %.2f ms, p99 %.2f ms%n", what, millis[250], millis[495]);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
