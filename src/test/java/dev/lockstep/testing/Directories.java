package dev.lockstep.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes directories with all that is in them. */
final class Directories {

    private static final int ATTEMPTS = 20;

    private Directories() {}

    /** Of a directory that is being written to: files that vanish meanwhile mean that it must be copied again. */
    static void copyRunning(Path from, Path to) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                copy(from, to);
                return;
            } catch (NoSuchFileException e) {
                delete(to);
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path path : all(from)) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
    }

    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst =
                all(directory).stream().sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    private static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        }
    }
}
