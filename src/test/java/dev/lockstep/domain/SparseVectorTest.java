package dev.lockstep.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SparseVectorTest {

    @Test
    void theDotProductIsTheSumOverSharedIndices() {
        SparseVector a = new SparseVector(new int[] {1, 5, -7, -1}, new float[] {2, 3, 5, 7});
        SparseVector b = new SparseVector(new int[] {0, 5, -7}, new float[] {1, 10, 100});

        assertThat(a.dot(b)).isEqualTo(530f);
        assertThat(b.dot(a)).isEqualTo(530f);
        assertThat(a.dot(SparseVector.EMPTY)).isZero();
    }

    @Test
    void theDotProductIsThatOfAMapForRandomVectors() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            Map<Integer, Float> a = random(random);
            Map<Integer, Float> b = random(random);
            double expected = a.keySet().stream()
                    .filter(b::containsKey)
                    .mapToDouble(index -> a.get(index) * b.get(index))
                    .sum();

            assertThat(of(a).dot(of(b))).isCloseTo((float) expected, within(1e-4f));
            assertThat(of(a).meets(of(b))).isEqualTo(a.keySet().stream().anyMatch(b::containsKey));
        }
    }

    @Test
    void aValueIsFoundByItsIndexAlsoAboveTheSignedRange() {
        SparseVector vector =
                new SparseVector(new int[] {3, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}, new float[] {1, 2, 3, 4});

        assertThat(vector.at(3)).isEqualTo(1);
        assertThat(vector.at(Integer.MIN_VALUE)).isEqualTo(3);
        assertThat(vector.at(-1)).isEqualTo(4);
        assertThat(vector.at(4)).isZero();
    }

    @Test
    void bytesBringBackTheSameVector() {
        SparseVector vector = of(random(new SplittableRandom(3)));

        assertThat(SparseVector.fromBytes(vector.toBytes())).isEqualTo(vector);
        assertThat(SparseVector.fromBytes(new byte[0])).isEqualTo(SparseVector.EMPTY);
        assertThatThrownBy(() -> SparseVector.fromBytes(new byte[9])).hasMessageContaining("8 bytes");
    }

    @Test
    void indicesThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> new SparseVector(new int[] {-1, 1}, new float[2]))
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> new SparseVector(new int[] {1, 1}, new float[2]))
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> new SparseVector(new int[1], new float[2])).hasMessageContaining("a value for each");
    }

    private static Map<Integer, Float> random(SplittableRandom random) {
        Map<Integer, Float> entries = new HashMap<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            entries.put(random.nextInt(-30, 30), (float) random.nextDouble());
        }
        return entries;
    }

    private static SparseVector of(Map<Integer, Float> entries) {
        int[] indices = entries.keySet().stream()
                .sorted(Integer::compareUnsigned)
                .mapToInt(i -> i)
                .toArray();
        float[] values = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            values[i] = entries.get(indices[i]);
        }
        return new SparseVector(indices, values);
    }
}
