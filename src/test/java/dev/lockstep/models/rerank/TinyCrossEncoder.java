package dev.lockstep.models.rerank;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A valid ONNX file, written by hand since no cross-encoder is small enough to come along: its score of a pair is how many
 * pairs of equal tokens the query and the text have. That counts the {@code [SEP]} behind each as one.
 */
final class TinyCrossEncoder {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ByteArrayOutputStream nodes = new ByteArrayOutputStream();

    private TinyCrossEncoder() {}

    /** With one logit, as most have. */
    static Path write(Path directory) {
        return write(directory.resolve("overlap.onnx"), 1, new TinyCrossEncoder().overlap().nodes);
    }

    /** With two classes, of which the second means relevant: the logits are -n and n. */
    static Path writeWithTwoClasses(Path directory) {
        TinyCrossEncoder encoder = new TinyCrossEncoder().overlap();
        encoder.node("Neg", List.of("logits"), "less", -1, -1);
        encoder.node("Concat", List.of("less", "logits"), "classes", -1, 1);
        return write(directory.resolve("classes.onnx"), 2, encoder.nodes);
    }

    private TinyCrossEncoder overlap() {
        node("Unsqueeze", List.of("input_ids", "second"), "down", -1, -1);
        node("Unsqueeze", List.of("input_ids", "first"), "across", -1, -1);
        node("Equal", List.of("down", "across"), "equal", -1, -1);
        cast("equal", "same");
        cast("token_type_ids", "types");
        node("Unsqueeze", List.of("types", "second"), "of_text", -1, -1);
        node("Unsqueeze", List.of("types", "first"), "not_of_query", -1, -1);
        node("Sub", List.of("one", "not_of_query"), "of_query", -1, -1);
        node("Mul", List.of("same", "of_text"), "same_in_text", -1, -1);
        node("Mul", List.of("same_in_text", "of_query"), "overlap", -1, -1);
        node("ReduceSum", List.of("overlap", "second"), "each", 0, -1);
        node("ReduceSum", List.of("each", "first"), "logits", 1, -1);
        return this;
    }

    private void cast(String from, String to) {
        nodes.writeBytes(message(1, out -> {
            out.writeString(1, from);
            out.writeString(2, to);
            out.writeString(4, "Cast");
            attribute(out, "to", FLOAT);
        }));
    }

    /** @param keepdims and {@code axis}: attributes, absent when negative */
    private void node(String type, List<String> inputs, String output, int keepdims, int axis) {
        nodes.writeBytes(message(1, out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, output);
            out.writeString(4, type);
            if (keepdims >= 0) {
                attribute(out, "keepdims", keepdims);
            }
            if (axis >= 0) {
                attribute(out, "axis", axis);
            }
        }));
    }

    private static void attribute(CodedOutputStream out, String name, long value) throws IOException {
        out.writeRawBytes(message(5, attribute -> {
            attribute.writeString(1, name);
            attribute.writeInt64(3, value);
            attribute.writeInt32(20, 2); // the type INT
        }));
    }

    private static Path write(Path file, int classes, ByteArrayOutputStream nodes) {
        byte[] graph = message(7, out -> {
            out.writeRawBytes(nodes.toByteArray());
            out.writeString(2, "overlap");
            axis(out, "first", 1);
            axis(out, "second", 2);
            out.writeRawBytes(message(5, one -> {
                one.writeInt32(2, FLOAT);
                one.writeFloat(4, 1);
                one.writeString(8, "one");
            }));
            for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
                value(out, 11, input, INT64, "length");
            }
            value(out, 12, classes == 1 ? "logits" : "classes", FLOAT, Integer.toString(classes));
        });
        byte[] model = concat(field(out -> out.writeInt64(1, 8)), message(8, opset -> opset.writeInt64(2, 13)), graph);
        try {
            return Files.write(file, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void axis(CodedOutputStream graph, String name, long axis) throws IOException {
        graph.writeRawBytes(message(5, tensor -> {
            tensor.writeInt64(1, 1);
            tensor.writeInt32(2, INT64);
            tensor.writeInt64(7, axis);
            tensor.writeString(8, name);
        }));
    }

    /** An input or output of one text. */
    private static void value(CodedOutputStream graph, int field, String name, int type, String columns)
            throws IOException {
        byte[] shape = message(2, dimensions -> {
            dimensions.writeRawBytes(message(1, rows -> rows.writeInt64(1, 1)));
            dimensions.writeRawBytes(message(1, dimension -> dimension.writeString(2, columns)));
        });
        graph.writeRawBytes(message(field, info -> {
            info.writeString(1, name);
            info.writeRawBytes(message(
                    2,
                    any -> any.writeRawBytes(message(1, tensor -> {
                        tensor.writeInt32(1, type);
                        tensor.writeRawBytes(shape);
                    }))));
        }));
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(int field, Writing content) {
        return field(out -> out.writeBytes(field, ByteString.copyFrom(field(content))));
    }

    private static byte[] field(Writing content) {
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

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
