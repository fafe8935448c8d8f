package dev.lockstep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Vert.x puts files that it serves out of archives, such as those of Swagger UI. Its own choice is a directory in which every user
 * of the machine may put something to be served from here.
 */
final class VertxCache {

    static final String SETTING = "quarkus.vertx.cache-directory";

    private VertxCache() {}

    /** Makes one for this process in a data directory, which is this process's alone: what others have left there is removed. */
    static Path in(Path dataDirectory) throws IOException {
        Path all = OwnerOnly.directory(dataDirectory.resolve("vertx-cache"));
        String ours = ProcessHandle.current().pid() + "-";
        List<Path> left;
        try (Stream<Path> files = Files.list(all)) {
            // After a live reload the process is the same, and so is its Vert.x.
            left = files.filter(file -> !String.valueOf(file.getFileName()).startsWith(ours))
                    .toList();
        }
        for (Path directory : left) {
            remove(directory);
        }
        return Files.createTempDirectory(all, ours);
    }

    /** Makes one among the temporary files, which goes with the application. */
    static Path temporary(Lifetime lifetime) throws IOException {
        Path directory = Files.createTempDirectory("lockstep-vertx-cache-");
        lifetime.owns(() -> remove(directory));
        return directory;
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> files = Files.walk(directory)) {
            inside = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : inside) {
            Files.deleteIfExists(file);
        }
    }
}
