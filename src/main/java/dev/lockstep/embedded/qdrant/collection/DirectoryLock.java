package dev.lockstep.embedded.qdrant.collection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps a second server off a directory. The operating system lets go when the process dies. */
public final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    public static DirectoryLock acquire(Path directory) {
        Path file = directory.resolve("lock");
        try {
            Files.createDirectories(directory);
            keepOthersOut(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String holder = read(channel);
                channel.close();
                throw new IllegalStateException(
                        "%s is in use by another embedded Qdrant (process %s): stop that one or choose another directory"
                                .formatted(directory, holder));
            }
            write(channel, Long.toString(ProcessHandle.current().pid()));
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be used: %s".formatted(directory, e), e);
        }
    }

    /** Collections have no modes of their own: nobody comes to them who can't enter the directory that they are in. */
    private static void keepOthersOut(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        int read = channel.read(text, 0);
        return read < 1 ? "unknown" : StandardCharsets.UTF_8.decode(text.flip()).toString();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(text), 0);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(DirectoryLock.class.getName())
                    .log(System.Logger.Level.WARNING, "The lock of the data directory was not released", e);
        }
    }
}
