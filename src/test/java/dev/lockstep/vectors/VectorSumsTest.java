package dev.lockstep.vectors;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VectorSumsTest {

    private static final float[] MAGNITUDES = {1e-30f, 1e-3f, 1, 1e18f};

    private final SplittableRandom random = new SplittableRandom(384);

    @Test
    @EnabledIfSystemProperty(
            named = "os.arch",
            matches = "amd64",
            disabledReason = "other processors have smaller registers")
    void theVectorApiGivesTheSameBitsAsPlainJava() {
        VectorSums plain = new ScalarSums();
        VectorSums inLanes = FastestSums.inLanes().orElseThrow();
        for (int length = 0; length <= 1100; length++) {
            for (float magnitude : MAGNITUDES) {
                float[] a = vector(length, magnitude);
                float[] b = vector(length, magnitude);
                int from = length % 7;
                float[] later = new float[from + length];
                System.arraycopy(b, 0, later, from, length);
                assertThat(Float.floatToRawIntBits(inLanes.dotProduct(a, later, from)))
                        .isEqualTo(Float.floatToRawIntBits(plain.dotProduct(a, b)));
                assertThat(bits(inLanes, a, b))
                        .as("%d numbers about %s", length, magnitude)
                        .isEqualTo(bits(plain, a, b));
            }
        }
    }

    @Test
    void sumsAreThoseOfDoublePrecision() {
        for (int length = 0; length <= 100; length++) {
            float[] a = vector(length, 1);
            float[] b = vector(length, 1);
            double products = 0;
            double squares = 0;
            double differences = 0;
            for (int i = 0; i < length; i++) {
                double difference = (double) a[i] - b[i];
                products += (double) a[i] * b[i];
                squares += difference * difference;
                differences += Math.abs(difference);
            }
            VectorSums sums = new ScalarSums();
            assertThat((double) sums.dotProduct(a, b)).isCloseTo(products, within(1e-5));
            assertThat((double) sums.squaredDistance(a, b)).isCloseTo(squares, within(1e-5));
            assertThat((double) sums.manhattanDistance(a, b)).isCloseTo(differences, within(1e-5));
        }
    }

    private static int[] bits(VectorSums sums, float[] a, float[] b) {
        return new int[] {
            Float.floatToRawIntBits(sums.dotProduct(a, b)),
            Float.floatToRawIntBits(sums.squaredDistance(a, b)),
            Float.floatToRawIntBits(sums.manhattanDistance(a, b))
        };
    }

    private float[] vector(int length, float magnitude) {
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = magnitude * ((float) random.nextDouble() - 0.5f);
        }
        return vector;
    }
}
