package dev.lockstep.domain;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

class DotProductTest {

    private final SplittableRandom random = new SplittableRandom(384);

    @Test
    @EnabledIfSystemProperty(
            named = "os.arch",
            matches = "amd64",
            disabledReason = "other processors have smaller registers")
    void theVectorApiGivesTheSameBitsAsPlainJava() {
        DotProduct plain = new ScalarDotProduct();
        DotProduct inLanes = FastestDotProduct.inLanes().orElseThrow();
        for (int length = 0; length <= 1100; length++) {
            for (float magnitude : new float[] {1e-30f, 1e-3f, 1, 1e18f}) {
                float[] a = vector(length, magnitude);
                int from = length % 7;
                float[] b = vector(from + length, magnitude);
                assertThat(Float.floatToRawIntBits(inLanes.of(a, b, from)))
                        .as("%d numbers about %s", length, magnitude)
                        .isEqualTo(Float.floatToRawIntBits(plain.of(a, b, from)));
            }
        }
    }

    private float[] vector(int length, float magnitude) {
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = magnitude * ((float) random.nextDouble() - 0.5f);
        }
        return vector;
    }
}
