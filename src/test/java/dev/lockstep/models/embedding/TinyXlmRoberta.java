package dev.lockstep.models.embedding;

import dev.lockstep.testing.OnnxGraph;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model of the XLM-RoBERTa family with next to nothing in it: a SentencePiece tokenizer (Unigram) of some words and letters, and an
 * ONNX file that adds a vector of the token to one of its position, which begins at 2. It knows no types of tokens.
 */
public final class TinyXlmRoberta {

    /** Positions are one table, whose first two rows no token has. */
    static final int POSITIONS = 34;

    static final int MAX_INPUT = POSITIONS - 2;
    static final int DIMENSION = 8;

    private static final int UNKNOWN = 3;
    private static final List<String> SPECIAL = List.of("<s>", "<pad>", "</s>", "<unk>");
    private static final List<String> WORDS =
            List.of("▁", "▁tiger", "▁cat", "▁striped", "▁the", "▁query", "▁passage", ":", "s", "er", "中文", "猫");

    /** How a tokenizer parts words: transformers has written both. */
    public enum Parting {
        /** Words are parted at white space first. */
        WHITE_SPACE,
        /** White space is a part of the word behind it. */
        METASPACE
    }

    private TinyXlmRoberta() {}

    /** Writes the files as sentence-transformers does, the ONNX file in a folder of its own. */
    static Path write(Path directory) {
        json(
                directory.resolve("config.json"),
                new JsonObject()
                        .put("model_type", "xlm-roberta")
                        .put("max_position_embeddings", POSITIONS)
                        .put("pad_token_id", 1));
        json(
                directory.resolve("1_Pooling/config.json"),
                new JsonObject()
                        .put("word_embedding_dimension", DIMENSION)
                        .put("pooling_mode_cls_token", false)
                        .put("pooling_mode_mean_tokens", true));
        json(
                directory.resolve("config_sentence_transformers.json"),
                new JsonObject()
                        .put("prompts", new JsonObject().put("query", "query: ").put("passage", "passage: ")));
        text(directory.resolve("tokenizer.json"), tokenizerJson(Parting.WHITE_SPACE));
        Path ignored = transformer().write(created(directory.resolve("onnx/model.onnx")));
        return directory;
    }

    static OnnxGraph transformer() {
        return new OnnxGraph()
                .table("words", words())
                .table("positions", positions())
                .number("along", 1L)
                .number("padding", 1L)
                .input("input_ids")
                .input("attention_mask")
                .node("CumSum", List.of("attention_mask", "along"), "counted")
                .node("Add", List.of("counted", "padding"), "places")
                .node("Gather", List.of("words", "input_ids"), "of_words")
                .node("Gather", List.of("positions", "places"), "of_places")
                .node("Add", List.of("of_words", "of_places"), "last_hidden_state")
                .output("last_hidden_state", List.of("1", "length", Integer.toString(DIMENSION)));
    }

    /** Adds what sentence-transformers exports beside it: a vector of the whole text, here the opposite of the tokens' sum. */
    static OnnxGraph pooled() {
        return transformer()
                .axis("tokens", 1)
                .node("ReduceSum", List.of("last_hidden_state", "tokens"), "sum", Map.of("keepdims", 0))
                .node("Neg", List.of("sum"), "sentence_embedding")
                .output("sentence_embedding", List.of("1", Integer.toString(DIMENSION)));
    }

    /** What the transformer gives for these tokens, pooled by mean. */
    static float[] mean(long... ids) {
        double[] sum = new double[DIMENSION];
        float[][] words = words();
        float[][] positions = positions();
        for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                sum[j] += words[(int) ids[i]][j] + positions[i + 2][j];
            }
        }
        double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
        float[] unit = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            unit[j] = (float) (sum[j] / length);
        }
        return unit;
    }

    public static Tokenizer tokenizer(Parting parting) {
        try {
            return DjlTokenizer.load(
                    new ByteArrayInputStream(tokenizerJson(parting).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of a token; that of an unknown one if there is none. */
    public static long id(String token) {
        int id = vocabulary().indexOf(token);
        return id < 0 ? UNKNOWN : id;
    }

    private static List<String> vocabulary() {
        List<String> all = new ArrayList<>(SPECIAL);
        all.addAll(WORDS);
        IntStream.rangeClosed('a', 'z')
                .mapToObj(Character::toString)
                .filter(c -> !all.contains(c))
                .forEach(all::add);
        all.addAll(List.of(".", "\n", "<mask>"));
        return all;
    }

    public static String tokenizerJson(Parting parting) {
        JsonArray scores = new JsonArray();
        for (String token : vocabulary()) {
            scores.add(new JsonArray().add(token).add(SPECIAL.contains(token) ? 0.0 : -8.0 / token.length()));
        }
        JsonArray added = new JsonArray();
        Stream.concat(SPECIAL.stream(), Stream.of("<mask>"))
                .forEach(token -> added.add(new JsonObject()
                        .put("id", id(token))
                        .put("content", token)
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", true)));
        return new JsonObject()
                .put("version", "1.0")
                .put("added_tokens", added)
                .put("normalizer", new JsonObject().put("type", "NFKC"))
                .put("pre_tokenizer", parted(parting))
                .put("post_processor", template())
                .put(
                        "model",
                        new JsonObject()
                                .put("type", "Unigram")
                                .put("unk_id", UNKNOWN)
                                .put("vocab", scores))
                .encode();
    }

    private static JsonObject parted(Parting parting) {
        JsonObject metaspace = new JsonObject()
                .put("type", "Metaspace")
                .put("replacement", "▁")
                .put("prepend_scheme", "always")
                .put("split", true);
        return switch (parting) {
            case METASPACE -> metaspace;
            case WHITE_SPACE ->
                new JsonObject()
                        .put("type", "Sequence")
                        .put(
                                "pretokenizers",
                                new JsonArray()
                                        .add(new JsonObject().put("type", "WhitespaceSplit"))
                                        .add(metaspace));
        };
    }

    /** A text is {@code <s> text </s>}, a pair {@code <s> one </s></s> other </s>}, and no token has a type but 0. */
    private static JsonObject template() {
        return new JsonObject()
                .put("type", "TemplateProcessing")
                .put("single", pieces("<s>", "A", "</s>"))
                .put("pair", pieces("<s>", "A", "</s>", "</s>", "B", "</s>"))
                .put(
                        "special_tokens",
                        new JsonObject().put("<s>", special("<s>")).put("</s>", special("</s>")));
    }

    private static JsonArray pieces(String... names) {
        JsonArray pieces = new JsonArray();
        for (String name : names) {
            String kind = name.startsWith("<") ? "SpecialToken" : "Sequence";
            pieces.add(
                    new JsonObject().put(kind, new JsonObject().put("id", name).put("type_id", 0)));
        }
        return pieces;
    }

    private static JsonObject special(String token) {
        return new JsonObject()
                .put("id", token)
                .put("ids", new JsonArray().add(id(token)))
                .put("tokens", new JsonArray().add(token));
    }

    private static float[][] words() {
        return random(vocabulary().size(), 1);
    }

    private static float[][] positions() {
        return random(POSITIONS, 2);
    }

    private static float[][] random(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] table = new float[rows][DIMENSION];
        for (float[] row : table) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextDouble(-1, 1);
            }
        }
        return table;
    }

    static void json(Path file, JsonObject content) {
        text(file, content.encode());
    }

    static void text(Path file, String content) {
        try {
            Files.writeString(created(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the folder that a file goes to. */
    static Path created(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
