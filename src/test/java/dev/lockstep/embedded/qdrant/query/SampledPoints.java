package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.ClusteredVectors;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongPredicate;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Some hundred points with both kinds of vectors and a payload, and what queries on them should find, computed in the plainest way.
 * A third of the points have vectors of others, so that ties are common; all other scores differ by more than rounding.
 */
public final class SampledPoints {
    public static final int SIZE = 8;
    private static final int WORDS = 40;

    private final Map<Long, float[]> dense = new TreeMap<>();
    private final Map<Long, Map<Integer, Float>> sparse = new TreeMap<>();
    private final Map<Long, Map<String, Value>> payloads = new TreeMap<>();

    public SampledPoints(int points, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long number = 1; number <= points; number++) {
            boolean again = number > 1 && random.nextInt(3) == 0;
            long original = again ? random.nextLong(1, number) : number;
            dense.put(number, again ? dense.get(original) : vectorOf(random));
            sparse.put(number, again ? sparse.get(original) : wordsOf(random));
            Map<String, Value> payload = new HashMap<>();
            payload.put("n", value(random.nextLong(1000)));
            payload.put("even", value(number % 2 == 0));
            payload.put("group", value("g" + random.nextInt(12)));
            payloads.put(number, payload);
        }
    }

    private static float[] vectorOf(SplittableRandom random) {
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = (float) random.nextDouble(-1, 1);
        }
        return vector;
    }

    private static Map<Integer, Float> wordsOf(SplittableRandom random) {
        Map<Integer, Float> words = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            words.put(random.nextInt(WORDS), (float) random.nextDouble(1, 3));
        }
        return words;
    }

    public void addTo(RunningQdrant qdrant) {
        qdrant.upsert(dense.keySet().stream().map(this::point).toArray(PointStruct[]::new));
    }

    private PointStruct point(long number) {
        Map<Integer, Float> words = sparse.get(number);
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(namedVectors(Map.of(
                        DENSE,
                        vector(dense.get(number)),
                        SPARSE,
                        vector(List.copyOf(words.values()), List.copyOf(words.keySet())))))
                .putAllPayload(payloads.get(number))
                .build();
    }

    public float[] dense(long number) {
        return dense.get(number);
    }

    public Map<Integer, Float> sparse(long number) {
        return sparse.get(number);
    }

    public Map<String, Value> payload(long number) {
        return payloads.get(number);
    }

    public Iterable<Long> numbers() {
        return dense.keySet();
    }

    /** The scores of the nearest, nearest first; among equals the smaller id first. */
    public LinkedHashMap<Long, Double> nearest(float[] target, LongPredicate filter, int most) {
        Map<Long, Double> scores = new TreeMap<>();
        dense.forEach((number, vector) -> {
            if (filter.test(number)) {
                scores.put(number, ClusteredVectors.cosine(target, vector));
            }
        });
        return best(scores, most);
    }

    public LinkedHashMap<Long, Double> nearest(Map<Integer, Float> target, LongPredicate filter, int most) {
        Map<Long, Double> scores = new TreeMap<>();
        sparse.forEach((number, words) -> {
            if (filter.test(number) && words.keySet().stream().anyMatch(target::containsKey)) {
                double score = 0;
                for (Map.Entry<Integer, Float> word : target.entrySet()) {
                    score += word.getValue() * words.getOrDefault(word.getKey(), 0f) * rarity(word.getKey());
                }
                scores.put(number, score);
            }
        });
        return best(scores, most);
    }

    private double rarity(int word) {
        double having = sparse.values().stream()
                .filter(words -> words.containsKey(word))
                .count();
        return Math.log((sparse.size() - having + 0.5) / (having + 0.5) + 1);
    }

    public static LinkedHashMap<Long, Double> best(Map<Long, Double> scores, int most) {
        List<Long> order = new ArrayList<>(scores.keySet());
        order.sort(Comparator.<Long>comparingDouble(number -> -Math.round(scores.get(number) * 1e7))
                .thenComparing(Comparator.naturalOrder()));
        LinkedHashMap<Long, Double> best = new LinkedHashMap<>();
        order.stream().limit(most).forEach(number -> best.put(number, scores.get(number)));
        return best;
    }

    public static List<Long> ids(List<ScoredPoint> points) {
        return RunningQdrant.numbers(points.stream().map(ScoredPoint::getId).toList());
    }

    /** The same points in the same order, with the same scores. */
    public static void assertSame(List<ScoredPoint> actual, Map<Long, Double> expected) {
        assertThat(ids(actual)).isEqualTo(List.copyOf(expected.keySet()));
        List<Double> scores = List.copyOf(expected.values());
        for (int rank = 0; rank < scores.size(); rank++) {
            assertThat((double) actual.get(rank).getScore())
                    .as("rank %d", rank)
                    .isCloseTo(scores.get(rank), within(1e-5));
        }
    }
}
