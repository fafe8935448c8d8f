package dev.lockstep.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a spool's directory, beside the id that it keeps. */
public final class SpoolFiles {

    private static final String ID = "spool-id";

    private SpoolFiles() {}

    public static List<String> in(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(ID))
                    .toList();
        }
    }
}
