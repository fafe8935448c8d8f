package dev.lockstep.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes whole directories that an interrupted start left half-made. */
final class Directories {

    private Directories() {}

    static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    /** Deletes only old directories: a young one may be another process's, still being filled. */
    static void deleteStale(Path parent, String prefix, Duration age) throws IOException {
        List<Path> candidates;
        try (Stream<Path> children = Files.list(parent)) {
            candidates = children.filter(child -> child.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path candidate : candidates) {
            if (Files.getLastModifiedTime(candidate)
                    .toInstant()
                    .isBefore(Instant.now().minus(age))) {
                delete(candidate);
            }
        }
    }
}
