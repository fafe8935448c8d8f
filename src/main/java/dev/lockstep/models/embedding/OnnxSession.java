package dev.lockstep.models.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Runs a BERT-like model in ONNX Runtime: token ids go in, one tensor comes out. It is safe for use by several threads.
 *
 * <p>Each run has one text, never a batch: a quantised model's activations are quantised over the whole tensor, so in a batch a text's
 * numbers would depend on its neighbours (cosine down to .994). Each run has one thread and does not spin: throughput comes from several
 * callers, and leaves the processors to the rest of the service.
 */
public final class OnnxSession implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private OnnxSession(Opening opening) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = opening.open(environment, options);
        }
    }

    private interface Opening {
        OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;
    }

    static OnnxSession open(byte[] model) throws OrtException {
        return new OnnxSession((environment, options) -> environment.createSession(model, options));
    }

    /** Loads a model by its path, so that weights in a file beside it are found. */
    static OnnxSession open(Path model) throws OrtException {
        return new OnnxSession((environment, options) -> environment.createSession(model.toString(), options));
    }

    /** The version of ONNX Runtime, which is part of a model's identity, for another computes other vectors. */
    static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /**
     * Requires a model that reads text.
     *
     * @throws UnfitModel unless the model wants what a text's tokens give, and nothing else
     */
    public void requireTextInputs() throws OrtException, UnfitModel {
        Set<String> wanted = session.getInputNames();
        if (!wanted.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(wanted)) {
            throw new UnfitModel(
                    "it wants the inputs " + wanted + ", not " + IDS + ", " + MASK + " and perhaps " + TYPES);
        }
        for (NodeInfo input : session.getInputInfo().values()) {
            if (!(input.getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.INT64) {
                throw new UnfitModel("its input " + input.getName() + " is not of 64-bit integers");
            }
        }
    }

    /** The first output of floats with that many dimensions. */
    public Optional<String> output(IntPredicate dimensions) throws OrtException {
        return outputs(dimensions).findFirst();
    }

    boolean hasOutput(String name, IntPredicate dimensions) throws OrtException {
        return outputs(dimensions).anyMatch(name::equals);
    }

    private Stream<String> outputs(IntPredicate dimensions) throws OrtException {
        return session.getOutputInfo().entrySet().stream()
                .filter(output -> output.getValue().getInfo() instanceof TensorInfo info
                        && info.type == OnnxJavaType.FLOAT
                        && dimensions.test(info.getShape().length))
                .map(Map.Entry::getKey);
    }

    /** The values of one output for one text. */
    public FloatBuffer run(String output, long[] ids, long[] types) throws OrtException {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor input = row(ids);
                OnnxTensor attention = row(mask);
                OnnxTensor type = row(types);
                OrtSession.Result result =
                        session.run(wanted(Map.of(IDS, input, MASK, attention, TYPES, type)), Set.of(output))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }

    /** Returns the inputs that the model wants. One that knows no token types, or no padding, does not accept to be told of them. */
    private Map<String, OnnxTensor> wanted(Map<String, OnnxTensor> known) {
        Map<String, OnnxTensor> wanted = new HashMap<>(known);
        wanted.keySet().retainAll(session.getInputNames());
        return wanted;
    }

    private OnnxTensor row(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {values});
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
