package dev.lockstep.embedded.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks PostgreSQL's programs once into a cache.
 *
 * <p>The directory is named after the archive's hash and appears under that name only when it is complete, so finding
 * it is enough to trust it, and several processes may unpack at the same time: one wins, the others throw theirs away.
 */
final class Binaries {

    /** The major version that the archive holds, and so the only one whose data directories it can open. */
    static final int MAJOR = 18;

    private static final String PARTIAL = "unpacking-";

    private final Path root;

    private Binaries(Path root) {
        this.root = root;
    }

    static Binaries unpacked(Path cache, Consumer<String> progress) {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL resource = Binaries.class.getClassLoader().getResource(archive);
        if (resource == null) {
            throw new EmbeddedPostgresException("This build has no PostgreSQL for %s on %s (%s)."
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), archive));
        }
        try {
            Path target = cache.resolve("postgresql-" + MAJOR + "-" + hash(resource));
            if (!Files.isDirectory(target)) {
                progress.accept("unpacking PostgreSQL " + MAJOR + " into " + target);
                unpack(resource, cache, target);
            }
            return new Binaries(target);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL can't be unpacked into " + cache + ": " + e, e);
        }
    }

    /** The archives for macOS hold both processors' code, so one of the two is enough. */
    static String archiveName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return "postgres-darwin-x86_64.txz";
        }
        String processor = arch.equals("aarch64") || arch.equals("arm64") ? "arm_64" : "x86_64";
        return "postgres-" + (os.startsWith("windows") ? "windows" : "linux") + "-" + processor + ".txz";
    }

    Command command(String name, Duration timeout) {
        return new Command(program(name), timeout);
    }

    Path program(String name) {
        return root.resolve("bin").resolve(name);
    }

    private static String hash(URL resource) throws IOException {
        try (InputStream in = resource.openStream()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void unpack(URL resource, Path cache, Path target) throws IOException {
        Files.createDirectories(cache);
        Directories.deleteStale(cache, PARTIAL, Duration.ofHours(1));
        Path partial = Files.createTempDirectory(cache, PARTIAL);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(resource.openStream()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, partial);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Directories.delete(partial);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if (file.getParent().endsWith("bin") && !file.toFile().setExecutable(true, true)) {
            throw new IOException(file + " can't be made executable");
        }
    }
}
