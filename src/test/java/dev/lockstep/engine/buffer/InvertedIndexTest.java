package dev.lockstep.engine.buffer;

import dev.lockstep.domain.SparseVector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InvertedIndexTest {

    private final SplittableRandom random = new SplittableRandom(70);
    private final List<SparseVector> points =
            IntStream.range(0, 500).mapToObj(i -> vector(random.nextInt(100))).toList();
    private final InvertedIndex lists = InvertedIndex.of(points);

    @Test
    void scoresHaveTheSameBitsAsTheDotProduct() {
        for (int round = 0; round < 50; round++) {
            SparseVector query = vector(random.nextInt(30));
            float[] scores = new float[points.size()];
            for (int i = 0; i < query.size(); i++) {
                lists.addTo(scores, query.indices()[i], query.values()[i]);
            }
            for (int i = 0; i < scores.length; i++) {
                assertThat(Float.floatToRawIntBits(scores[i]))
                        .as("%s and %s, number %d", query, points.get(i), i)
                        .isEqualTo(Float.floatToRawIntBits(points.get(i).dot(query)));
            }
        }
    }

    @Test
    void holdersOfATermAreCounted() {
        for (int term : vector(100).indices()) {
            long having =
                    points.stream().filter(point -> point.place(term) >= 0).count();
            assertThat(lists.holders(term)).isEqualTo((int) having);
        }
        assertThat(lists.holders(12345)).as("nobody has it").isZero();
        assertThat(InvertedIndex.of(List.of()).holders(0)).isZero();
    }

    /** Of 200 indices, half of them beyond what a signed int can say, so that many meet. */
    private SparseVector vector(int count) {
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
