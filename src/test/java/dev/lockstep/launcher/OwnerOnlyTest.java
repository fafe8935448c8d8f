package dev.lockstep.launcher;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What is kept on this machine is kept from its other users. */
class OwnerOnlyTest {

    @TempDir
    Path folder;

    @BeforeEach
    void theFileSystemKnowsUsers() {
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "this file system does not know who may read a file");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @CanIgnoreReturnValue
    private static Path open(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aDirectoryIsMadeForItsOwner() throws IOException {
        Path made = OwnerOnly.directory(folder.resolve("a/b"));

        assertThat(mode(made)).isEqualTo("rwx------");
    }

    @Test
    void oneThatIsThereIsTakenFromOthers() throws IOException {
        assertThat(mode(OwnerOnly.directory(open(folder.resolve("a"))))).isEqualTo("rwx------");
    }

    @Test
    void theCacheOfVertxIsForThisProcessAndTheOthersAreGone() throws IOException {
        Path left = Files.createFile(open(folder.resolve("vertx-cache/1-left")).resolve("page.html"));

        Path first = VertxCache.in(folder);
        Path second = VertxCache.in(folder);

        assertThat(left).doesNotExist();
        assertThat(first).isDirectory();
        assertThat(mode(second)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("vertx-cache"))).isEqualTo("rwx------");
    }

    @Test
    void aTemporaryCacheGoesWithTheApplication() throws IOException {
        Path directory;
        try (Lifetime lifetime = new Lifetime()) {
            directory = VertxCache.temporary(lifetime);
            assertThat(mode(directory)).isEqualTo("rwx------");
            Files.createFile(directory.resolve("page.html"));
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void allThatTheServiceKeepsIsForItsUserOnly() throws IOException {
        Path data = open(folder.resolve("data"));
        open(data.resolve("uploads"));
        open(data.resolve("qdrant"));
        try (Lifetime lifetime = new Lifetime()) {
            Map<String, String> started = new Stores(
                            new Settings(data, Optional.empty(), Optional.empty(), Optional.empty(), 1_000),
                            new ApplicationHolder(lifetime),
                            lifetime,
                            new Narration(new PrintStream(PrintStream.nullOutputStream())))
                    .provide();

            assertThat(mode(data)).isEqualTo("rwx------");
            for (String name : new String[] {"uploads", "parsing", "qdrant", "postgres", "vertx-cache"}) {
                assertThat(mode(data.resolve(name))).as(name).isEqualTo("rwx------");
            }
            assertThat(started.get(VertxCache.SETTING))
                    .startsWith(data.resolve("vertx-cache").toString());
            assertThat(started.get("lockstep.parsing.default-directory"))
                    .isEqualTo(data.resolve("parsing").toString());
        }
    }
}
