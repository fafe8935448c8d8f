package dev.lockstep.models.embedding;

import ai.onnxruntime.OrtException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The two files of a model. A fault of one of them becomes the sentence that the service refuses to start with. */
public record ModelFiles(ModelFile model, ModelFile tokenizer) {

    private static final int HASH_BYTES = 6;

    /**
     * Finds the files that are named, and in the folder what is not.
     *
     * @param settings what the names of the settings begin with, with the last dot
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    public static ModelFiles locate(
            String settings, Optional<ModelFolder> folder, Optional<String> model, Optional<String> tokenizer) {
        if (folder.isEmpty() && (model.isEmpty() || tokenizer.isEmpty())) {
            throw new ConfigurationException(settings + (model.isEmpty() ? "model-path" : "tokenizer-path")
                    + " is not set: give both files of an ONNX model as " + settings
                    + "model-path and .tokenizer-path, or a folder that has them as .folder.");
        }
        return new ModelFiles(
                model.map(path -> ModelFile.named(settings + "model-path", path))
                        .or(() -> folder.map(ModelFolder::model))
                        .orElseThrow(),
                tokenizer
                        .map(path -> ModelFile.named(settings + "tokenizer-path", path))
                        .or(() -> folder.map(ModelFolder::tokenizer))
                        .orElseThrow());
    }

    public OnnxSession openSession() {
        try {
            return OnnxSession.open(model.path());
        } catch (OrtException e) {
            throw unfit("ONNX Runtime can't load it (" + UnfitModel.firstLine(e) + ")");
        }
    }

    public DjlTokenizer openTokenizer() {
        try (InputStream json = Files.newInputStream(tokenizer.path())) {
            return DjlTokenizer.load(json);
        } catch (IOException | RuntimeException e) {
            throw unfitTokenizer("it can't be read as a tokenizer (" + UnfitModel.firstLine(e) + ")");
        }
    }

    /** The last word of the tokenizer's vocabulary. */
    long highestTokenId() {
        try {
            JsonObject json = new JsonObject(Files.readString(tokenizer.path()));
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
        return model.unfit(why, "give the ONNX file of a model of the kind that this setting is for");
    }

    RuntimeException unfitTokenizer(String why) {
        return tokenizer.unfit(why, "give the tokenizer.json of the same model");
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
        Path directory = model.path().toAbsolutePath().getParent();
        String name = model.path().getFileName().toString();
        Stream<Path> weights = Stream.of("_data", ".data").map(end -> directory.resolve(name + end));
        return Stream.concat(Stream.of(model.path(), tokenizer.path()), weights.filter(Files::isRegularFile))
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
