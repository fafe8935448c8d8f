package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The only place where one parser may write.
 *
 * @param home has nothing but the directories {@code scratch}, which is that place, and {@code root}, which becomes the parser's root
 */
record Scratch(Path home) {

    static Scratch in(Path home) throws IOException {
        Files.createDirectory(home.resolve("root"));
        Files.createDirectory(home.resolve("scratch"));
        return new Scratch(home);
    }

    Path directory() {
        return home.resolve("scratch");
    }

    boolean isEmpty() throws IOException {
        return isEmpty(directory());
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Removes it with all that is in it, once no parser is there that could put something else in the place of what is being removed. */
    void remove() throws IOException {
        remove(home);
    }

    /** Removes what is in a directory, and follows no link. */
    static void empty(Path directory) throws IOException {
        if (!isEmpty(directory)) {
            Files.walkFileTree(directory, new Removal(directory));
        }
    }

    static void remove(Path directory) throws IOException {
        try {
            empty(directory);
            Files.deleteIfExists(directory);
        } catch (NoSuchFileException gone) {
            // Somebody else has removed it at the same time.
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        private final Path kept;

        private Removal(Path kept) {
            this.kept = kept;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!directory.equals(kept)) {
                Files.deleteIfExists(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
