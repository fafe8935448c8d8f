package dev.lockstep.models.rerank;

import dev.lockstep.testing.OnnxGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Cross-encoders of a few nodes, since none that was trained is small enough to come along. Their scores can be counted by hand. */
final class TinyCrossEncoder {

    private TinyCrossEncoder() {}

    /**
     * Its score of a pair is how many pairs of equal tokens the query and the text have. That counts the {@code [SEP]} behind each as
     * one. It has one logit, as most have.
     */
    static Path write(Path directory) {
        return overlap().output("logits", List.of("1", "1")).write(directory.resolve("overlap.onnx"));
    }

    /** With two classes, of which the second means relevant: the logits are -n and n. */
    static Path writeWithTwoClasses(Path directory) {
        return overlap()
                .node("Neg", List.of("logits"), "less")
                .node("Concat", List.of("less", "logits"), "classes", Map.of("axis", 1))
                .output("classes", List.of("1", "2"))
                .write(directory.resolve("classes.onnx"));
    }

    /** Knows no types of tokens. Its score is the sum of the ids, each times its place from 1: it shows what it was given. */
    static Path writeWithoutTypes(Path file) {
        return new OnnxGraph()
                .axis("second", 1)
                .number("along", 1L)
                .input("input_ids")
                .input("attention_mask")
                .node("CumSum", List.of("attention_mask", "along"), "places")
                .node("Mul", List.of("input_ids", "places"), "products")
                .cast("products", "numbers")
                .node("ReduceSum", List.of("numbers", "second"), "logits", Map.of("keepdims", 1))
                .output("logits", List.of("1", "1"))
                .write(file);
    }

    private static OnnxGraph overlap() {
        return new OnnxGraph()
                .axis("first", 1)
                .axis("second", 2)
                .number("one", 1F)
                .input("input_ids")
                .input("attention_mask")
                .input("token_type_ids")
                .node("Unsqueeze", List.of("input_ids", "second"), "down")
                .node("Unsqueeze", List.of("input_ids", "first"), "across")
                .node("Equal", List.of("down", "across"), "equal")
                .cast("equal", "same")
                .cast("token_type_ids", "types")
                .node("Unsqueeze", List.of("types", "second"), "of_text")
                .node("Unsqueeze", List.of("types", "first"), "not_of_query")
                .node("Sub", List.of("one", "not_of_query"), "of_query")
                .node("Mul", List.of("same", "of_text"), "same_in_text")
                .node("Mul", List.of("same_in_text", "of_query"), "overlap")
                .node("ReduceSum", List.of("overlap", "second"), "each", Map.of("keepdims", 0))
                .node("ReduceSum", List.of("each", "first"), "logits", Map.of("keepdims", 1));
    }
}
