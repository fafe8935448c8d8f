package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import java.nio.FloatBuffer;

/** Turns token ids into one unit vector. It is safe for use by several threads. */
final class OnnxEncoder implements AutoCloseable {

    private static final int TOKEN_VECTORS = 3; // dimensions: text, token, number

    private final OnnxSession session;
    private final Pooling pooling;
    private final String output;

    /** @throws UnfitModel unless the session's model gives a vector for each token */
    OnnxEncoder(OnnxSession session, Pooling pooling) throws OrtException, UnfitModel {
        session.requireTextInputs();
        this.session = session;
        this.pooling = pooling;
        output = session.output(dimensions -> dimensions == TOKEN_VECTORS)
                .orElseThrow(() -> new UnfitModel("it gives no vector of floats for each token"));
    }

    float[] encode(long[] ids) {
        try {
            return tryEncode(ids);
        } catch (OrtException e) {
            throw new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "The embedding model failed: " + e.getMessage(), e);
        }
    }

    float[] tryEncode(long[] ids) throws OrtException {
        FloatBuffer tokens = session.run(output, ids, new long[ids.length]);
        return unit(pooling.pool(tokens, tokens.remaining() / ids.length));
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
