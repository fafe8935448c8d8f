package dev.lockstep.platform.spool;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * The directory where the files are. Processes that share the directory share its id, which tells them whether a file that is named
 * elsewhere can be here at all.
 *
 * <p>A file that is being received is called {@code <uuid>.part}, and when it is whole {@code <uuid>.<sha256>}: its name says
 * all that is known of it.
 */
@ApplicationScoped
class SpoolDirectory {

    static final String SETTING = "lockstep.uploads.directory";

    private static final String ID = "spool-id";
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");
    private static final Pattern WHOLE = Pattern.compile("[0-9a-f-]{36}\\.([0-9a-f]{64})");
    private static final Pattern OURS = Pattern.compile("[0-9a-f-]{36}\\.(part|[0-9a-f]{64})");

    private final Path path;
    private final UUID id;

    SpoolDirectory(SpoolSettings settings, Config config) {
        try {
            this.path = made(settings, config);
            this.id = identity(path);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "can't receive files: " + e + ". Configure another directory (" + SETTING + ")", e);
        }
    }

    UUID id() {
        return id;
    }

    Path path() {
        return path;
    }

    Path partFile() {
        return path.resolve(UUID.randomUUID() + ".part");
    }

    /** Finds the file by this name, if it is one that was received whole. */
    Optional<SpooledFile> find(String name) throws IOException {
        Matcher parts = WHOLE.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Path file = path.resolve(name);
        try {
            return Optional.of(new SpooledFile(name, file, Files.size(file), parts.group(1)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Removes a file. @return how many bytes that frees */
    long remove(String name) throws IOException {
        if (!OURS.matcher(name).matches()) {
            return 0;
        }
        Path file = path.resolve(name);
        try {
            long size = Files.size(file);
            return Files.deleteIfExists(file) ? size : 0;
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    /** A file as it is listed. */
    record Entry(String name, long bytes, Instant changed) {}

    List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (OURS.matcher(name).matches()) {
                    entry(name, file).ifPresent(entries::add);
                }
            }
        }
        return entries;
    }

    private static Optional<Entry> entry(String name, Path file) throws IOException {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            return Optional.of(new Entry(name, Files.size(file), changed.toInstant()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static Path made(SpoolSettings settings, Config config) throws IOException {
        Optional<String> chosen = settings.directory().or(settings::defaultDirectory);
        return chosen.isPresent() ? made(Path.of(chosen.get()).toAbsolutePath().normalize()) : madeTemporary(config);
    }

    /** One that is there has the mode that somebody has given it: processes of several users may share it. */
    private static Path made(Path chosen) throws IOException {
        if (Files.isDirectory(chosen) || !hasModes(chosen)) {
            return Files.createDirectories(chosen);
        }
        Path parent = chosen.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.createDirectory(chosen, PosixFilePermissions.asFileAttribute(MODE));
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes one directory for all processes on the same database, which know of each other's files, and for no other user. */
    private static Path madeTemporary(Config config) throws IOException {
        String stores =
                config.getOptionalValue("lockstep.postgres.url", String.class).orElse("");
        String name = System.getProperty("user.name") + " " + stores;
        Path chosen = Path.of(
                System.getProperty("java.io.tmpdir"),
                "lockstep-uploads-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        Files.createDirectories(chosen);
        if (hasModes(chosen)) {
            // This fails when the directory is somebody else's.
            Files.setPosixFilePermissions(chosen, MODE);
        }
        return chosen;
    }

    private static UUID identity(Path directory) throws IOException {
        Path file = directory.resolve(ID);
        if (!Files.exists(file)) {
            Path written = Files.createTempFile(directory, ID, null);
            Files.writeString(written, UUID.randomUUID().toString());
            try {
                Files.move(written, file);
            } catch (FileAlreadyExistsException anotherProcess) {
                Files.delete(written);
            }
        }
        return UUID.fromString(Files.readString(file).strip());
    }
}
