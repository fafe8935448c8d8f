package dev.lockstep.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time use a data directory. The operating system holds the lock, so it goes when the process goes, however it
 * went; the pid inside is only for people.
 */
final class DataDirectoryLock implements AutoCloseable {

    private static final String FILE = "lock";

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataDirectoryLock take(Path directory) {
        return tryTake(directory)
                .orElseThrow(() -> StartRefused.because(
                        Settings.DATA_DIRECTORY,
                        directory.toString(),
                        "the process " + holder(directory) + " uses that directory",
                        "stop it, or name another directory"));
    }

    /** Takes the lock; empty when another process has it. */
    static Optional<DataDirectoryLock> tryTake(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new DataDirectoryLock(channel));
        } catch (IOException e) {
            throw StartRefused.because(
                    Settings.DATA_DIRECTORY,
                    directory.toString(),
                    "the file lock in it can't be written (" + e + ")",
                    "make the directory writable, or name another one");
        }
    }

    private static String holder(Path directory) {
        try {
            return Files.readString(directory.resolve(FILE)).strip();
        } catch (IOException e) {
            return "(unknown)";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process has the lock already.
            return null;
        }
    }
}
