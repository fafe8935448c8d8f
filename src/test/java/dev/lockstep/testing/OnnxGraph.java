package dev.lockstep.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a valid ONNX file, field by field, for models of a few nodes whose results can be computed by hand. */
public final class OnnxGraph {

    public static final int FLOAT = 1;
    public static final int INT64 = 7;

    private static final int ATTRIBUTE_IS_INT = 2;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    private final ByteArrayOutputStream nodes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
    private final ByteArrayOutputStream inputs = new ByteArrayOutputStream();
    private final ByteArrayOutputStream outputs = new ByteArrayOutputStream();

    public OnnxGraph node(String type, List<String> from, String to) {
        return node(type, from, to, Map.of());
    }

    public OnnxGraph node(String type, List<String> from, String to, Map<String, Integer> attributes) {
        nodes.writeBytes(message(1, out -> {
            for (String input : from) {
                out.writeString(1, input);
            }
            out.writeString(2, to);
            out.writeString(4, type);
            for (Map.Entry<String, Integer> attribute : attributes.entrySet()) {
                attribute(out, attribute.getKey(), attribute.getValue());
            }
        }));
        return this;
    }

    public OnnxGraph cast(String from, String to) {
        return node("Cast", List.of(from), to, Map.of("to", FLOAT));
    }

    /** Adds a constant number. */
    public OnnxGraph number(String name, float value) {
        return constant(name, FLOAT, List.of(), out -> out.writeFloat(4, value));
    }

    public OnnxGraph number(String name, long value) {
        return constant(name, INT64, List.of(), out -> out.writeInt64(7, value));
    }

    /** Adds a constant of one dimension with a single number, as nodes want their axes. */
    public OnnxGraph axis(String name, long axis) {
        return constant(name, INT64, List.of(1), out -> out.writeInt64(7, axis));
    }

    /** Adds a table of as many rows as there are. */
    public OnnxGraph table(String name, float[][] rows) {
        return constant(name, FLOAT, List.of(rows.length, rows[0].length), out -> {
            for (float[] row : rows) {
                for (float value : row) {
                    out.writeFloat(4, value);
                }
            }
        });
    }

    /** Adds an input of one text, a number for each token. */
    public OnnxGraph input(String name) {
        inputs.writeBytes(value(11, name, INT64, List.of("1", "length")));
        return this;
    }

    /** @param dimensions numbers, or names of what may be any number */
    public OnnxGraph output(String name, List<String> dimensions) {
        outputs.writeBytes(value(12, name, FLOAT, dimensions));
        return this;
    }

    public Path write(Path file) {
        byte[] graph = message(7, out -> {
            out.writeRawBytes(nodes.toByteArray());
            out.writeString(2, "test");
            out.writeRawBytes(constants.toByteArray());
            out.writeRawBytes(inputs.toByteArray());
            out.writeRawBytes(outputs.toByteArray());
        });
        byte[] model = bytes(out -> {
            out.writeInt64(1, IR_VERSION);
            out.writeRawBytes(message(8, opset -> opset.writeInt64(2, OPSET)));
            out.writeRawBytes(graph);
        });
        try {
            return Files.write(file, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OnnxGraph constant(String name, int type, List<Integer> shape, Writing values) {
        constants.writeBytes(message(5, tensor -> {
            for (int dimension : shape) {
                tensor.writeInt64(1, dimension);
            }
            tensor.writeInt32(2, type);
            values.to(tensor);
            tensor.writeString(8, name);
        }));
        return this;
    }

    private static void attribute(CodedOutputStream node, String name, long value) throws IOException {
        node.writeRawBytes(message(5, attribute -> {
            attribute.writeString(1, name);
            attribute.writeInt64(3, value);
            attribute.writeInt32(20, ATTRIBUTE_IS_INT);
        }));
    }

    private static byte[] value(int field, String name, int type, List<String> dimensions) {
        byte[] shape = message(2, all -> {
            for (String dimension : dimensions) {
                all.writeRawBytes(message(1, one -> dimension(one, dimension)));
            }
        });
        byte[] tensor = message(1, out -> {
            out.writeInt32(1, type);
            out.writeRawBytes(shape);
        });
        return message(field, info -> {
            info.writeString(1, name);
            info.writeRawBytes(message(2, any -> any.writeRawBytes(tensor)));
        });
    }

    private static void dimension(CodedOutputStream out, String dimension) throws IOException {
        if (dimension.matches("[0-9]+")) {
            out.writeInt64(1, Long.parseLong(dimension));
        } else {
            out.writeString(2, dimension);
        }
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(int field, Writing content) {
        return bytes(out -> out.writeBytes(field, ByteString.copyFrom(bytes(content))));
    }

    private static byte[] bytes(Writing content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            content.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
