package dev.lockstep.embedded.qdrant.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory as a disk of its own. {@link #path} is to be used as any path. The disk can be full, and {@link #afterKill} and
 * {@link #afterPowerCut} copy it as of one moment, while it is written.
 */
public final class TestDisk {
    private static final String FULL = "No space left on device";

    private final Path real;
    private final DiskPath root;
    private final Map<Path, Long> forced = new HashMap<>();

    /** Held for reading by each change, for writing while a copy is made. */
    private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock();

    private long left = Long.MAX_VALUE;
    private Predicate<Path> unforceable = file -> false;
    private long refused;

    /** What the directory has now counts as forced. */
    public TestDisk(Path directory) throws IOException {
        this.real = directory.toAbsolutePath();
        this.root = new DiskPath(real, new DiskFileSystem(this, real.getFileSystem()));
        for (Path file : filesIn(real)) {
            forced.put(file, Files.size(file));
        }
    }

    public Path path() {
        return root;
    }

    /** A file of it, to look at past the disk. */
    public Path real(String file) {
        return real.resolve(file);
    }

    /** From now on so many more bytes can be written. */
    public synchronized void leave(long bytes) {
        left = bytes;
    }

    public void isFreed() {
        leave(Long.MAX_VALUE);
        failForces(file -> false);
    }

    /** These files can be written, and fail when they are forced: as disks on a network do. */
    public synchronized void failForces(Predicate<Path> files) {
        unforceable = files;
    }

    /** How many writes found the disk full. */
    public synchronized long refused() {
        return refused;
    }

    synchronized long left() {
        return left;
    }

    /** Takes room for at most so many bytes. */
    synchronized int take(int bytes) throws IOException {
        if (bytes > 0 && left <= 0) {
            refused++;
            throw new IOException(FULL);
        }
        int taken = (int) Math.min(bytes, left);
        left -= left == Long.MAX_VALUE ? 0 : taken;
        return taken;
    }

    ReentrantReadWriteLock.ReadLock change() {
        return changes.readLock();
    }

    synchronized void isForced(Path path, long size) throws IOException {
        if (unforceable.test(path)) {
            refused++;
            throw new IOException(FULL);
        }
        forced.put(path, size);
    }

    synchronized void isCut(Path path, long size) {
        forced.computeIfPresent(path, (file, before) -> Math.min(before, size));
    }

    synchronized void isMoved(Path from, Path to) {
        Long size = forced.remove(from);
        if (size == null) {
            forced.remove(to);
        } else {
            forced.put(to, size);
        }
    }

    synchronized void isDeleted(Path path) {
        forced.remove(path);
    }

    /** Copies everything that the operating system was told: what is left when the process is killed. */
    public TestDisk afterKill(Path target) throws IOException {
        changes.writeLock().lock();
        try {
            List<Path> files = copy(target);
            TestDisk left = new TestDisk(target);
            for (Path file : files) {
                left.forced.put(file, forcedSize(origin(target, file)));
            }
            return left;
        } finally {
            changes.writeLock().unlock();
        }
    }

    /** Copies everything that was forced, and of each file some of what was written to it later. */
    public TestDisk afterPowerCut(Path target, SplittableRandom random) throws IOException {
        changes.writeLock().lock();
        try {
            for (Path file : copy(target)) {
                long safe = forcedSize(origin(target, file));
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    if (safe < channel.size()) {
                        FileChannel ignored = channel.truncate(random.nextLong(safe, channel.size() + 1));
                    }
                }
            }
            return new TestDisk(target);
        } finally {
            changes.writeLock().unlock();
        }
    }

    private Path origin(Path copied, Path file) {
        return real.resolve(copied.relativize(file).toString());
    }

    private synchronized long forcedSize(Path path) {
        return forced.getOrDefault(path, 0L);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    private List<Path> copy(Path target) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(real)) {
            for (Path path : paths.toList()) {
                Path copy = target.resolve(real.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                    files.add(copy);
                }
            }
        }
        return files;
    }
}
