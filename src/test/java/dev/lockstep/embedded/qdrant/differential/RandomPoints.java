package dev.lockstep.embedded.qdrant.differential;

import io.qdrant.client.PointIdFactory;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

import static io.qdrant.client.VectorsFactory.namedVectors;

/** Points with few ids, so that they are written again and again, and vectors that are hardly ever equally near. */
final class RandomPoints {
    static final int SIZE = 4;
    static final String COSINE = "cosine";
    static final String EUCLID = "euclid";
    static final String DOT = "dot";
    static final String MANHATTAN = "manhattan";
    static final String RARE = "rare";
    static final String PLAIN = "plain";

    private static final List<String> DENSE = List.of(COSINE, EUCLID, DOT, MANHATTAN);
    private static final List<String> NAMES = List.of(COSINE, EUCLID, DOT, MANHATTAN, RARE, PLAIN);
    private static final int NUMBERS = 40;
    private static final int TERMS = 12;

    private final SplittableRandom random;
    private final RandomPayloads payloads;

    RandomPoints(SplittableRandom random, RandomPayloads payloads) {
        this.random = random;
        this.payloads = payloads;
    }

    PointStruct next() {
        return PointStruct.newBuilder()
                .setId(id())
                .setVectors(namedVectors(vectors()))
                .putAllPayload(payloads.next())
                .build();
    }

    PointId id() {
        int number = random.nextInt(NUMBERS);
        return number % 5 == 0 ? PointIdFactory.id(new UUID(number, ~number)) : PointIdFactory.id(number);
    }

    String vectorName() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    static boolean isDense(String name) {
        return DENSE.contains(name);
    }

    Map<String, Vector> vectors() {
        Map<String, Vector> vectors = new HashMap<>();
        NAMES.stream().filter(name -> random.nextInt(4) > 0).forEach(name -> vectors.put(name, vector(name)));
        return vectors;
    }

    private Vector vector(String name) {
        if (isDense(name)) {
            return VectorFactory.vector(dense());
        }
        List<Integer> terms = terms();
        return VectorFactory.vector(weights(terms.size()), terms);
    }

    float[] dense() {
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = (float) random.nextDouble(-1, 1);
        }
        return vector;
    }

    List<Integer> terms() {
        TreeSet<Integer> terms = new TreeSet<>();
        IntStream.rangeClosed(0, random.nextInt(4)).forEach(i -> terms.add(random.nextInt(TERMS)));
        return List.copyOf(terms);
    }

    List<Float> weights(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> (float) random.nextDouble(0.1, 2))
                .toList();
    }
}
