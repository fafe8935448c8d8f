package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Turns token ids into one unit vector. It is safe for use by several threads. */
final class OnnxEncoder implements AutoCloseable {

    /** The output of a model that pools by itself, as sentence-transformers names it. */
    static final String POOLED = "sentence_embedding";

    private static final int TOKEN_VECTORS = 3; // dimensions: text, token, number
    private static final int TEXT_VECTORS = 2;

    private final OnnxSession session;
    private final Pooling pooling;
    private final String output;
    private final int most;

    /** @throws UnfitModel unless the session's model gives what is to be pooled */
    OnnxEncoder(OnnxSession session, Pooling pooling) throws OrtException, UnfitModel {
        this(session, pooling, output(session, pooling), Integer.MAX_VALUE);
    }

    private OnnxEncoder(OnnxSession session, Pooling pooling, String output, int most) {
        this.session = session;
        this.pooling = pooling;
        this.output = output;
        this.most = most;
    }

    /** Tells whether the model gives one vector for a whole text by itself. */
    static boolean pools(OnnxSession session) throws OrtException {
        return session.hasOutput(POOLED, dimensions -> dimensions == TEXT_VECTORS);
    }

    private static String output(OnnxSession session, Pooling pooling) throws OrtException, UnfitModel {
        session.requireTextInputs();
        return switch (pooling) {
            case CLS, MEAN ->
                session.output(dimensions -> dimensions == TOKEN_VECTORS)
                        .orElseThrow(() -> new UnfitModel("it gives no vector of floats for each token"));
            case MODEL -> {
                if (!pools(session)) {
                    throw new UnfitModel("it has no output " + POOLED + " with a vector of floats for a whole text");
                }
                yield POOLED;
            }
        };
    }

    /** Returns the encoder that leaves out all but the first numbers of a vector, and has the same session. */
    OnnxEncoder shortenedTo(int dimensions) {
        return new OnnxEncoder(session, pooling, output, dimensions);
    }

    float[] encode(long[] ids) {
        try {
            return tryEncode(ids);
        } catch (OrtException e) {
            throw new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "The embedding model failed: " + e.getMessage(), e);
        }
    }

    float[] tryEncode(long[] ids) throws OrtException {
        FloatBuffer values = session.run(output, ids, new long[ids.length]);
        float[] vector = pooling.pool(values, ids.length);
        return unit(vector.length <= most ? vector : Arrays.copyOf(vector, most));
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
