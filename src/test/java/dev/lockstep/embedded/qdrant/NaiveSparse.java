package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a collection with sparse vectors has, searched one point after the other in double precision. */
public final class NaiveSparse {
    private static final int VOCABULARY = 3_000;

    private final TreeMap<Long, Map<Integer, Float>> points = new TreeMap<>();
    private final SplittableRandom random;

    public NaiveSparse(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A new vector for the point. Numbers that divide by seven lose theirs. */
    public PointStruct put(long number, int terms) {
        Map<Integer, Float> vector = number % 7 == 0 ? Map.of() : randomVector(terms);
        points.put(number, vector);
        PointStruct.Builder point = PointStruct.newBuilder().setId(id(number)).putPayload("rest", value(number % 5));
        Map<String, io.qdrant.client.grpc.Points.Vector> named =
                vector.isEmpty() ? Map.of() : Map.of(SPARSE, vector(values(vector), indices(vector)));
        return point.setVectors(namedVectors(named)).build();
    }

    public void remove(long number) {
        points.remove(number);
    }

    public int size() {
        return points.size();
    }

    /** Terms as in a language: few are frequent. A few values are below zero, a few indices above 2^31. */
    public Map<Integer, Float> randomVector(int terms) {
        Map<Integer, Float> vector = new TreeMap<>();
        while (vector.size() < terms) {
            int word = (int) Math.pow(VOCABULARY, random.nextDouble());
            double value = random.nextDouble(2.2) - 0.1;
            vector.put(word * 0x9E3779B1, (float) value);
        }
        return vector;
    }

    public static List<Integer> indices(Map<Integer, Float> vector) {
        return List.copyOf(vector.keySet());
    }

    public static List<Float> values(Map<Integer, Float> vector) {
        return List.copyOf(vector.values());
    }

    /** The hits are the best there are, with their scores. */
    public void check(List<ScoredPoint> hits, Map<Integer, Float> target, LongPredicate filter, int limit) {
        Map<Long, Double> scores = scores(target, filter);
        List<Double> best = new ArrayList<>(scores.values());
        best.sort((a, b) -> Double.compare(b, a));
        assertThat(hits).hasSize(Math.min(limit, best.size()));
        TreeSet<Long> seen = new TreeSet<>();
        for (int rank = 0; rank < hits.size(); rank++) {
            long number = hits.get(rank).getId().getNum();
            double score = hits.get(rank).getScore();
            assertThat(seen.add(number)).as("hit twice: %d", number).isTrue();
            assertThat(scores).containsKey(number);
            assertThat(score).as("rank %d", rank).isCloseTo(best.get(rank), within(tolerance(score)));
            assertThat(score).as("point %d", number).isCloseTo(scores.get(number), within(tolerance(score)));
        }
    }

    private static double tolerance(double score) {
        return 1e-5 * Math.max(1, Math.abs(score));
    }

    private Map<Long, Double> scores(Map<Integer, Float> target, LongPredicate filter) {
        Map<Integer, Double> weights = new TreeMap<>();
        target.forEach((index, value) -> weights.put(index, value * idf(index)));
        Map<Long, Double> scores = new TreeMap<>();
        points.forEach((number, vector) -> {
            if (filter.test(number)) {
                vector.forEach((index, value) -> {
                    if (weights.containsKey(index)) {
                        scores.merge(number, weights.get(index) * value, Double::sum);
                    }
                });
            }
        });
        return scores;
    }

    private double idf(int index) {
        long all = points.values().stream().filter(vector -> !vector.isEmpty()).count();
        long having = points.values().stream()
                .filter(vector -> vector.containsKey(index))
                .count();
        return Math.log((all - having + 0.5) / (having + 0.5) + 1);
    }
}
