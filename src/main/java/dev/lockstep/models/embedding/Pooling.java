package dev.lockstep.models.embedding;

import java.nio.FloatBuffer;

/** Says how the vectors of a text's tokens become one. It belongs to the model: it was trained with one of them. */
enum Pooling {
    /** Takes the vector of the first token, {@code [CLS]}. */
    CLS {
        @Override
        float[] pool(FloatBuffer tokens, int dimension) {
            float[] vector = new float[dimension];
            tokens.get(vector);
            return vector;
        }
    },

    /** Takes the mean of all, the special ones too. */
    MEAN {
        @Override
        float[] pool(FloatBuffer tokens, int dimension) {
            float[] sum = new float[dimension];
            float[] token = new float[dimension];
            while (tokens.remaining() >= dimension) {
                tokens.get(token);
                for (int i = 0; i < dimension; i++) {
                    sum[i] += token[i];
                }
            }
            return sum; // it gets unit length soon: dividing it by their number would change nothing
        }
    };

    /** @param tokens their vectors one after another */
    abstract float[] pool(FloatBuffer tokens, int dimension);
}
