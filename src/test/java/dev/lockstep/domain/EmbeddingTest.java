package dev.lockstep.domain;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class EmbeddingTest {

    @Test
    void bytesGiveTheSameEmbeddingBack() {
        for (int dimension : new int[] {0, 1, 7, 8, 384}) {
            Embedding embedding = random(dimension);
            assertThat(embedding.toBytes()).hasSize(dimension * 4);
            assertThat(Embedding.fromBytes(embedding.toBytes())).isEqualTo(embedding);
        }
    }

    @Test
    void theBytesAreLittleEndian() {
        assertThat(new Embedding(new float[] {1, -2}).toBytes())
                .containsExactly(0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0);
    }

    @Test
    void bytesThatAreNoFloatsAreRefused() {
        assertThatThrownBy(() -> Embedding.fromBytes(new byte[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 5");
    }

    @Test
    void theDotProductCountsEveryDimension() {
        for (int dimension = 0; dimension <= 33; dimension++) {
            Embedding a = random(dimension);
            Embedding b = random(dimension);
            double expected = 0;
            for (int i = 0; i < dimension; i++) {
                expected += (double) a.vector()[i] * b.vector()[i];
            }
            assertThat((double) a.dot(b)).as("dimension %d", dimension).isCloseTo(expected, within(1e-5));
        }
    }

    private static Embedding random(int dimension) {
        SplittableRandom random = new SplittableRandom(dimension);
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) (random.nextDouble() - 0.5);
        }
        return new Embedding(vector);
    }
}
