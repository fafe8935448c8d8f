package dev.lockstep.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * A BERT-like model in ONNX Runtime: token ids in, one unit vector out. Safe for use by several threads.
 *
 * <p>One text a run, never a batch: the model's activations are quantised over the whole tensor, so in a batch a text's
 * vector would depend on its neighbours (cosine down to .994). One thread a run and no spinning: throughput comes from
 * several callers, and leaves the processors to the rest of the service.
 */
final class OnnxEncoder implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int dimension;

    OnnxEncoder(byte[] model, int dimension) throws OrtException {
        this.dimension = dimension;
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(model, options);
        }
    }

    /** The version of ONNX Runtime: part of a model's identity, for another computes other vectors. */
    static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    float[] encode(long[] ids) {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        long[] types = new long[ids.length];
        try (OnnxTensor input = row(ids);
                OnnxTensor attention = row(mask);
                OnnxTensor type = row(types);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", type))) {
            return unit(firstToken((OnnxTensor) result.get(0)));
        } catch (OrtException e) {
            throw new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "The embedding model failed: " + e.getMessage(), e);
        }
    }

    private OnnxTensor row(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {values});
    }

    /** BGE models are trained to put a text's meaning into the vector of the first token, {@code [CLS]}. */
    private float[] firstToken(OnnxTensor hiddenStates) {
        FloatBuffer values = hiddenStates.getFloatBuffer();
        float[] vector = new float[dimension];
        values.get(vector);
        return vector;
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
