package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The two files of a model that is given by path. A fault of one of them becomes the sentence that the service refuses to start with.
 *
 * @param settings what the names of the settings begin with, with the last dot
 */
public record ModelFiles(String settings, Path model, Path tokenizer) {

    private static final int HASH_BYTES = 6;

    public static ModelFiles locate(String settings, String model, String tokenizer) {
        return new ModelFiles(
                settings, file(settings + "model-path", model), file(settings + "tokenizer-path", tokenizer));
    }

    /** Returns a file that can be read, or refuses with the sentence that it can't. */
    static Path file(String setting, String value) {
        try {
            Path path = Path.of(value);
            if (Files.isReadable(path) && Files.isRegularFile(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // The sentence below says so.
        }
        throw ModelRefusal.because(
                setting, value, "there is no such file, or it can't be read", "give the path of the model's file");
    }

    public OnnxSession openSession() {
        try {
            return OnnxSession.open(model);
        } catch (OrtException e) {
            throw unfit("ONNX Runtime can't load it (" + UnfitModel.firstLine(e) + ")");
        }
    }

    public DjlTokenizer openTokenizer() {
        try (InputStream json = Files.newInputStream(tokenizer)) {
            return DjlTokenizer.load(json);
        } catch (IOException | RuntimeException e) {
            throw unfitTokenizer("it can't be read as a tokenizer (" + UnfitModel.firstLine(e) + ")");
        }
    }

    /** The last word of the tokenizer's vocabulary. */
    long highestTokenId() {
        try {
            JsonObject json = new JsonObject(Files.readString(tokenizer));
            Object words = json.getJsonObject("model").getValue("vocab");
            // The words have their ids, or are a list in the order of ids.
            LongStream own = words instanceof JsonObject byWord
                    ? byWord.stream().mapToLong(word -> ((Number) word.getValue()).longValue())
                    : LongStream.of(((JsonArray) words).size() - 1L);
            LongStream added = json.getJsonArray("added_tokens", new JsonArray()).stream()
                    .mapToLong(token -> ((JsonObject) token).getLong("id"));
            return LongStream.concat(own, added).max().orElseThrow();
        } catch (IOException | RuntimeException e) {
            throw unfitTokenizer("its vocabulary can't be read (" + UnfitModel.firstLine(e) + ")");
        }
    }

    public RuntimeException unfit(String why) {
        return ModelRefusal.because(
                settings + "model-path",
                model,
                why,
                "give the ONNX file of a model of the kind that this setting is for");
    }

    RuntimeException unfitTokenizer(String why) {
        return ModelRefusal.because(
                settings + "tokenizer-path", tokenizer, why, "give the tokenizer.json of the same model");
    }

    /** Tells these files from others: the beginning of a hash of all that decides what the model computes. */
    String hash(String... further) {
        MessageDigest digest = sha256();
        for (Path part : parts()) {
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(part), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException("Can't read " + part, e);
            }
        }
        return beginning(digest, further);
    }

    /** Tells a model without files from others. */
    static String hashOf(String... all) {
        return beginning(sha256(), all);
    }

    private static String beginning(MessageDigest digest, String... further) {
        for (String one : further) {
            digest.update((byte) 0);
            digest.update(one.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }

    /** Large models keep their weights beside them, as {@code model.onnx_data} or {@code model.onnx.data}. */
    private List<Path> parts() {
        Path directory = model.toAbsolutePath().getParent();
        String name = model.getFileName().toString();
        Stream<Path> weights = Stream.of("_data", ".data").map(end -> directory.resolve(name + end));
        return Stream.concat(Stream.of(model, tokenizer), weights.filter(Files::isRegularFile))
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
