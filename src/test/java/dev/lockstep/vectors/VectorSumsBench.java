package dev.lockstep.vectors;

import dev.lockstep.bench.Alternating;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A query against 10,000 vectors of 384 numbers on one core: plain Java and the Vector API, in turns. */
@Tag("bench")
class VectorSumsBench {

    private static final int VECTORS = 10_000;
    private static final int DIMENSION = 384;

    private final SplittableRandom random = new SplittableRandom(3);
    private float sum;

    @Test
    void aQueryAgainstTenThousandVectors() throws Exception {
        float[][] vectors = new float[VECTORS][];
        for (int i = 0; i < VECTORS; i++) {
            vectors[i] = vector();
        }
        float[] query = vector();
        VectorSums plain = new ScalarSums();
        VectorSums inLanes = FastestSums.inLanes().orElseThrow();
        measure("dot products", query, vectors, inLanes::dotProduct, plain::dotProduct);
        measure("squared distances", query, vectors, inLanes::squaredDistance, plain::squaredDistance);
        measure("Manhattan distances", query, vectors, inLanes::manhattanDistance, plain::manhattanDistance);
        assertThat(sum).isNotNaN();
    }

    private void measure(String what, float[] query, float[][] vectors, Comparison inLanes, Comparison plain)
            throws Exception {
        Alternating medians = Alternating.measure(
                200, 1_000, round -> compare(inLanes, query, vectors), round -> compare(plain, query, vectors));
        System.out.printf(
                "%,d %s of %d numbers on Java %s, median of 1,000: Vector API %.2f ms, plain Java %.2f ms, ratio %.2f%n",
                VECTORS,
                what,
                DIMENSION,
                Runtime.version().feature(),
                medians.ours(),
                medians.theirs(),
                medians.ratio());
    }

    private void compare(Comparison way, float[] query, float[][] vectors) {
        for (float[] vector : vectors) {
            sum += way.of(query, vector);
        }
    }

    private interface Comparison {
        float of(float[] a, float[] b);
    }

    private float[] vector() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (random.nextDouble() - 0.5) / 10;
        }
        return vector;
    }
}
