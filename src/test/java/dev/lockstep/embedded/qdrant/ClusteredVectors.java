package dev.lockstep.embedded.qdrant;

import java.util.SplittableRandom;

/** Vectors in clusters, as embeddings are; the same for the same seed. */
public final class ClusteredVectors {
    public static final int CLUSTERS = 50;

    private final float[][] vectors;
    private final float[][] centres;
    private final int[] clusters;
    private final long seed;

    public ClusteredVectors(int count, int size, long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        this.centres = new float[CLUSTERS][];
        for (int i = 0; i < CLUSTERS; i++) {
            centres[i] = around(new float[size], 1, random);
        }
        this.vectors = new float[count][];
        this.clusters = new int[count];
        for (int i = 0; i < count; i++) {
            clusters[i] = random.nextInt(CLUSTERS);
            vectors[i] = around(centres[clusters[i]], 0.5, random);
        }
    }

    public int size() {
        return vectors.length;
    }

    public float[] get(int index) {
        return vectors[index];
    }

    public int cluster(int index) {
        return clusters[index];
    }

    /** Belongs to the cluster of that number, modulo {@link #CLUSTERS}. */
    public float[] query(int number) {
        return around(centres[number % CLUSTERS], 0.5, new SplittableRandom(seed + 1_000 + number));
    }

    private static float[] around(float[] centre, double spread, SplittableRandom random) {
        float[] vector = new float[centre.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (centre[i] + spread * random.nextGaussian());
        }
        return vector;
    }

    public static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    public static double cosine(float[] left, float[] right) {
        return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
    }

    public static double manhattan(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += Math.abs((double) left[i] - right[i]);
        }
        return sum;
    }

    public static double euclid(float[] left, float[] right) {
        return Math.sqrt(dot(left, left) + dot(right, right) - 2 * dot(left, right));
    }
}
