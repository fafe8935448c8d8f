package dev.lockstep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Another real model than the one that comes with Lockstep, as files: all-MiniLM-L6-v2, quantised, of 384 dimensions. */
public final class SecondModel {

    /** What the service of the tests knows it by. */
    public static final String NAME = "minilm";

    private static final String RESOURCE = "all-minilm-l6-v2-q";

    private SecondModel() {}

    public static Path onnx() {
        return file(RESOURCE + ".onnx");
    }

    public static Path tokenizer() {
        return file(RESOURCE + "-tokenizer.json");
    }

    static Map<String, String> settings() {
        String model = "lockstep.embedding.models." + NAME;
        return Map.of(
                model + ".model-path", onnx().toString(),
                model + ".tokenizer-path", tokenizer().toString());
    }

    /** Several processes of one build may do this at once: each file appears whole. */
    private static Path file(String name) {
        Path directory = Path.of("target", "second-model").toAbsolutePath();
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try (InputStream resource = SecondModel.class.getClassLoader().getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            Files.createDirectories(directory);
            Path copy = Files.createTempFile(directory, "copy", null);
            Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
