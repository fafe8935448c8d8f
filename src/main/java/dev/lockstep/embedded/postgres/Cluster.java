package dev.lockstep.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files that a server of ours keeps on disk:
 *
 * <pre>
 * directory/
 *   data/        PostgreSQL's own data directory
 *   password     of the one user; readable by its owner only
 *   server.log   of the present or last run; server.log.old is the one before
 * </pre>
 *
 * <p>{@code data} appears under its name only when it is initialised, so it can be trusted whenever it is there.
 */
record Cluster(Path directory) {

    static final String USER = "lockstep";

    private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);
    private static final int TAIL_LINES = 12;

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("server.log");
    }

    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The password file %s of the embedded PostgreSQL can't be read (%s).".formatted(passwordFile(), e),
                    e);
        }
    }

    /** Makes the cluster if it isn't there, and refuses one of another major version, which only pg_upgrade could open. */
    void prepare(Binaries binaries, Consumer<String> progress) {
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new EmbeddedPostgresException("The directory " + directory + " is not writable by the user "
                        + System.getProperty("user.name") + ".");
            }
            if (Files.isDirectory(data())) {
                requireMajorVersion();
            } else {
                progress.accept("initialising a PostgreSQL " + Binaries.MAJOR + " database in " + directory);
                initialise(binaries);
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The directory " + directory + " can't be prepared for PostgreSQL: " + e, e);
        }
    }

    void rotateLog() {
        try {
            Files.move(log(), directory.resolve("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // There is no log before the first start.
        } catch (IOException e) {
            throw new UncheckedIOException(log() + " can't be moved aside: " + e, e);
        }
    }

    /** The end of the server's log, where PostgreSQL says why it did not start. */
    String logTail() {
        try (Stream<String> lines = Files.lines(log())) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    private void requireMajorVersion() throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!found.equals(Integer.toString(Binaries.MAJOR))) {
            throw new EmbeddedPostgresException("""
                    The database in %s was made by PostgreSQL %s, and this build brings PostgreSQL %d: start it with a \
                    build that brings %s, dump it and load it here, or name another data directory.""".formatted(data(), found, Binaries.MAJOR, found));
        }
    }

    /** Everything that initdb would take from the machine's locale and time zone is given, so that all machines agree. */
    private void initialise(Binaries binaries) throws IOException {
        Path partial = directory.resolve("data.new");
        Directories.delete(partial);
        writePassword();
        Command.Result result = binaries.command("initdb", INIT_TIMEOUT)
                .run(List.of(
                        "--pgdata=" + partial,
                        "--username=" + USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile(),
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--text-search-config=english",
                        "--set=timezone=UTC",
                        "--set=log_timezone=UTC"));
        if (!result.succeeded()) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL can't initialise " + partial + hint() + ":\n" + result.output());
        }
        Files.move(partial, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hint() {
        return Command.runsAsRoot()
                ? " (it refuses to run as root, and \"unshare --user\" may not be allowed here: run as an ordinary user)"
                : "";
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(passwordFile());
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.createFile(
                    passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(passwordFile(), HexFormat.of().formatHex(secret) + "\n");
    }
}
