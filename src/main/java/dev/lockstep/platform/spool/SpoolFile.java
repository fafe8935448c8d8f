package dev.lockstep.platform.spool;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A file that is being written. */
final class SpoolFile implements Sink<SpooledFile> {

    private static final Logger LOG = Logger.getLogger(SpoolFile.class);

    /** Less than this is a full disk: file systems keep some for themselves. */
    private static final long NOTHING = 1 << 20;

    private final Allowance allowance;
    private final Set<String> held;
    private final MessageDigest digest;

    private Path path;
    private @Nullable FileChannel channel;
    private long bytes;

    /** @param held the names of the files that this process needs */
    SpoolFile(Path path, Allowance allowance, Set<String> held) {
        this.path = path;
        this.allowance = allowance;
        this.held = held;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(ByteBuffer more) {
        int length = more.remaining();
        allowance.take(length);
        bytes += length;
        digest.update(more.duplicate());
        try {
            FileChannel file = opened();
            while (more.hasRemaining()) {
                file.write(more);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel file = channel;
        if (file == null) {
            held.add(name());
            file = FileChannel.open(
                    path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forItsOwner(path));
            channel = file;
        }
        return file;
    }

    private static FileAttribute<?>[] forItsOwner(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public SpooledFile finish() {
        String sha256 = HexFormat.of().formatHex(digest.digest());
        try {
            opened().close();
            String part = name();
            String whole = part.replace("part", sha256);
            held.add(whole);
            path = Files.move(path, path.resolveSibling(whole));
            held.remove(part);
            return new SpooledFile(whole, path, bytes, sha256);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    @Override
    public void abandon() {
        try {
            if (channel != null) {
                channel.close();
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warnf("can't remove %s: %s", path, e.getMessage());
        }
        held.remove(name());
        allowance.giveBack(bytes);
        bytes = 0;
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }

    private Unavailable cannotWrite(IOException failure) {
        return isFull()
                ? new Unavailable(
                        ErrorCode.DISK_FULL,
                        "the disk that uploads are received on is full (" + SpoolDirectory.SETTING + ")",
                        Map.of(),
                        failure)
                : new Unavailable(ErrorCode.UPLOAD_FAILED, "the upload can't be written to disk: " + failure, failure);
    }

    private boolean isFull() {
        try {
            return Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace() < NOTHING;
        } catch (IOException e) {
            return false;
        }
    }
}
