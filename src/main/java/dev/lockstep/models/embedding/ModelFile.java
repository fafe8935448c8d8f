package dev.lockstep.models.embedding;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * One file of a model, and the setting that led to it.
 *
 * @param value of the setting: the path of the file, or of the folder that it was found in
 */
public record ModelFile(String setting, String value, Path path) {

    /** Returns the file that a setting names, or refuses with the sentence that it can't be read. */
    static ModelFile named(String setting, String value) {
        try {
            Path path = Path.of(value);
            if (isReadable(path)) {
                return new ModelFile(setting, value, path);
            }
        } catch (InvalidPathException e) {
            // The sentence below says so.
        }
        throw ModelRefusal.because(
                setting, value, "there is no such file, or it can't be read", "give the path of the model's file");
    }

    static boolean isReadable(Path path) {
        return Files.isReadable(path) && Files.isRegularFile(path);
    }

    /** Says that the file is there, but can't be used. */
    RuntimeException unfit(String why, String remedy) {
        Path named = Path.of(value);
        String what = path.equals(named) ? why : named.relativize(path) + " in it does not fit, as " + why;
        return ModelRefusal.because(setting, value, what, remedy);
    }
}
