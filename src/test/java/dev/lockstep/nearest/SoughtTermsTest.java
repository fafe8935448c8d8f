package dev.lockstep.nearest;

import dev.lockstep.domain.SparseVector;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SoughtTermsTest {

    private final SplittableRandom random = new SplittableRandom(70);

    @Test
    void scoresHaveTheSameBitsAsTheDotProduct() {
        for (int i = 0; i < 2_000; i++) {
            SparseVector query = terms(random.nextInt(30));
            SparseVector chunk = terms(random.nextInt(100));
            assertThat(Float.floatToRawIntBits(new SoughtTerms(query).dot(chunk)))
                    .as("%s and %s, number %d", query, chunk, i)
                    .isEqualTo(Float.floatToRawIntBits(chunk.dot(query)));
        }
    }

    @Test
    void chunksAreCountedForEachTermTheyHave() {
        SparseVector query = terms(20);
        long[] counts = new long[query.size()];
        long[] expected = new long[query.size()];
        for (int i = 0; i < 500; i++) {
            SparseVector chunk = terms(50);
            new SoughtTerms(query).count(chunk, counts);
            for (int term = 0; term < expected.length; term++) {
                expected[term] += chunk.at(query.indices()[term]) == 0 ? 0 : 1;
            }
        }
        assertThat(counts).containsExactly(expected).contains(expected[0]);
    }

    /** Of 200 indices, half of them beyond what a signed int can say, so that many meet. */
    private SparseVector terms(int count) {
        TreeSet<Integer> indices = new TreeSet<>(Integer::compareUnsigned);
        while (indices.size() < count) {
            indices.add((random.nextInt(200) - 100) * 0x00F0_0001);
        }
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = 0.1f + (float) random.nextDouble();
        }
        return new SparseVector(indices.stream().mapToInt(index -> index).toArray(), weights);
    }
}
