package dev.lockstep.models.embedding;

import java.nio.FloatBuffer;

/** Says how the vectors of a text's tokens become one. It belongs to the model: it was trained with one of them. */
enum Pooling {
    /** Takes the vector of the first token, {@code [CLS]}. */
    CLS {
        @Override
        float[] pool(FloatBuffer values, int tokens) {
            float[] vector = new float[values.remaining() / tokens];
            values.get(vector);
            return vector;
        }
    },

    /** Takes the mean of all, the special ones too. */
    MEAN {
        @Override
        float[] pool(FloatBuffer values, int tokens) {
            int dimension = values.remaining() / tokens;
            float[] sum = new float[dimension];
            float[] token = new float[dimension];
            while (values.remaining() >= dimension) {
                values.get(token);
                for (int i = 0; i < dimension; i++) {
                    sum[i] += token[i];
                }
            }
            return sum; // it gets unit length soon: dividing it by their number would change nothing
        }
    },

    /** Leaves it to the model itself, whose output {@value OnnxEncoder#POOLED} is a vector already. */
    MODEL {
        @Override
        float[] pool(FloatBuffer values, int tokens) {
            float[] vector = new float[values.remaining()];
            values.get(vector);
            return vector;
        }
    };

    /**
     * Makes one vector.
     *
     * @param values of the model's output for one text: the vectors of its tokens one after another, or the one of the whole
     * @param tokens how many the text has
     */
    abstract float[] pool(FloatBuffer values, int tokens);
}
