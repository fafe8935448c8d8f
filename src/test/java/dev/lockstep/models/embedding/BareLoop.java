package dev.lockstep.models.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The file of the default model in ONNX Runtime and nothing around it: no queue, no fairness, no metrics. What a pipeline is
 * measured against.
 */
public final class BareLoop implements AutoCloseable {

    /**
     * One way to use the processors.
     *
     * @param callers threads that run texts side by side
     * @param threads of ONNX Runtime within a run
     * @param batch texts in a run
     */
    public record Way(int callers, int threads, int batch, Spinning spinning) {

        public enum Spinning {
            ON,
            OFF
        }

        @Override
        public String toString() {
            return callers + " callers, " + threads + " threads a run, batch " + batch + ", spinning " + spinning;
        }
    }

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Way way;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final ExecutorService callers;

    public BareLoop(Way way) {
        this.way = way;
        callers = Executors.newFixedThreadPool(way.callers());
        try (InputStream onnx = resource(".onnx");
                InputStream json = resource("-tokenizer.json");
                SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(way.threads());
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", way.spinning() == Way.Spinning.ON ? "1" : "0");
            session = environment.createSession(onnx.readAllBytes(), options);
            tokenizer = HuggingFaceTokenizer.newInstance(json, Map.of("truncation", "false", "padding", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream resource(String end) {
        InputStream found = BareLoop.class.getClassLoader().getResourceAsStream(BuiltInModel.NAME + end);
        if (found == null) {
            throw new IllegalStateException("the model is not on the class path");
        }
        return found;
    }

    /** The vectors of the texts, all of which have to have as many tokens if they are batched. */
    public float[][] embed(List<String> texts) {
        float[][] vectors = new float[texts.size()][];
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> working = IntStream.range(0, way.callers())
                .<Future<?>>mapToObj(i -> callers.submit(() -> work(texts, next, vectors)))
                .toList();
        for (Future<?> each : working) {
            try {
                Object ignored = each.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return vectors;
    }

    private Void work(List<String> texts, AtomicInteger next, float[][] vectors) throws OrtException {
        for (int from = next.getAndAdd(way.batch()); from < texts.size(); from = next.getAndAdd(way.batch())) {
            int to = Math.min(texts.size(), from + way.batch());
            long[][] ids = new long[to - from][];
            for (int i = from; i < to; i++) {
                ids[i - from] = tokenizer.encode(texts.get(i), true, false).getIds();
            }
            float[][][] answer = run(ids);
            for (int i = from; i < to; i++) {
                vectors[i] = unit(answer[i - from][0]);
            }
        }
        return null;
    }

    private float[][][] run(long[][] ids) throws OrtException {
        long[][] mask = new long[ids.length][ids[0].length];
        for (long[] row : mask) {
            Arrays.fill(row, 1);
        }
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[ids.length][ids[0].length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
            return (float[][][]) result.get(0).getValue();
        }
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        float[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return unit;
    }

    @Override
    public void close() throws OrtException {
        callers.shutdownNow();
        session.close();
        tokenizer.close();
    }
}
