package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where this process has the scratch directories of its parsers: a directory that only its user may enter and that it holds a lock on.
 * What a dead process has left is nobody's, and is removed.
 */
final class ScratchSpace implements AutoCloseable {

    private static final String PREFIX = "lockstep-parsers-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private ScratchSpace(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @param directory where those of other processes may be, too */
    static ScratchSpace in(Path directory) throws IOException {
        Files.createDirectories(directory);
        removeOrphans(directory);
        Path path = Files.createTempDirectory(directory, PREFIX);
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var held = lock.lock();
        if (!held.isValid()) {
            throw new IOException(path + " can't be locked");
        }
        return new ScratchSpace(path.toRealPath(), lock);
    }

    Scratch newScratch() throws IOException {
        return Scratch.in(Files.createTempDirectory(path, "parser-"));
    }

    private static void removeOrphans(Path directory) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.filter(file -> String.valueOf(file.getFileName()).startsWith(PREFIX))
                    .filter(Files::isReadable)
                    .toList();
        }
        for (Path space : found) {
            if (isOrphan(space)) {
                Scratch.remove(space);
            }
        }
    }

    /** One without a lock file is about to get it, or a leftover without documents. */
    private static boolean isOrphan(Path space) throws IOException {
        try (FileChannel lock = FileChannel.open(space.resolve(LOCK), StandardOpenOption.WRITE)) {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        } catch (NoSuchFileException unlocked) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        Scratch.remove(path);
    }
}
