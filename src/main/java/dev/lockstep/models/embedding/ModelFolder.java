package dev.lockstep.models.embedding;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A folder with all files of a model, as Hugging Face's repositories have them.
 *
 * @param setting the setting that names it
 */
public record ModelFolder(String setting, Path directory) {

    /** The first that is there is taken: the full weights before the quantised ones, the folder itself before what is in it. */
    private static final List<String> MODELS =
            List.of("model.onnx", "model_quantized.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx");

    private static final List<String> TOKENIZERS = List.of("tokenizer.json", "onnx/tokenizer.json");

    /**
     * Finds the folder that a setting names.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    public static ModelFolder at(String setting, String value) {
        try {
            Path directory = Path.of(value);
            if (Files.isDirectory(directory) && Files.isReadable(directory)) {
                return new ModelFolder(setting, directory);
            }
        } catch (InvalidPathException e) {
            // The sentence below says so.
        }
        throw ModelRefusal.because(
                setting,
                value,
                "there is no such folder, or it can't be read",
                "give the path of a folder with the model's files");
    }

    public String name() {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }

    ModelFile model() {
        return first(MODELS, "copy the model's ONNX file there, or name it as model-path");
    }

    ModelFile tokenizer() {
        return first(
                TOKENIZERS,
                "save the model's fast tokenizer there, which writes that file (vocab.txt and sentencepiece.bpe.model"
                        + " are not read), or name it as tokenizer-path");
    }

    private ModelFile first(List<String> names, String remedy) {
        return names.stream()
                .map(directory::resolve)
                .filter(ModelFile::isReadable)
                .map(path -> new ModelFile(setting, directory.toString(), path))
                .findFirst()
                .orElseThrow(() -> ModelRefusal.because(
                        setting, directory, "there is no " + String.join(" or ", names) + " in it", remedy));
    }

    /** Reads one of the files that describe the model, if it is there. */
    Optional<JsonObject> json(String name) {
        return read(name, JsonObject::new);
    }

    Optional<JsonArray> array(String name) {
        return read(name, JsonArray::new);
    }

    private <T> Optional<T> read(String name, Function<String, T> parser) {
        Path path = directory.resolve(name);
        if (!ModelFile.isReadable(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(Files.readString(path)));
        } catch (IOException | DecodeException e) {
            throw unfit(name, "can't be read as JSON", "copy that file again, or remove it and set what it says");
        }
    }

    RuntimeException unfit(String name, String why, String remedy) {
        return ModelRefusal.because(setting, directory, name + " in it " + why, remedy);
    }
}
