package dev.lockstep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the directory where programs are unpacked that any number of data directories may share. */
final class Cache {

    private Cache() {}

    /** The user's own cache; a user without a home (in a container, say) has it in the data directory. */
    static Path directory(Path dataDirectory) {
        Path base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        Path cache = base.resolve("lockstep");
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            return dataDirectory.resolve("cache");
        }
        return cache.isAbsolute() && Files.isWritable(cache) ? cache : dataDirectory.resolve("cache");
    }
}
