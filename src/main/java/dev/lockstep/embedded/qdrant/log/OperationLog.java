package dev.lockstep.embedded.qdrant.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;

/**
 * An append-only log in numbered files. An entry is in the hands of the operating system when {@link #append} returns,
 * so it survives a killed process; {@link #force} makes it survive a power cut.
 *
 * <pre>
 *   00000000000000000001.log   1 2 3 ... 57        deleted once the index has committed 57
 *   00000000000000000058.log   58 59 60 ###        ### = torn by a crash: cut off at start
 * </pre>
 *
 * <p>Damage before whole entries is no torn tail: such a log is not opened.
 */
public final class OperationLog implements Closeable {
    private final Path directory;
    private final long fileBytes;
    private final Deque<LogFile> files = new ArrayDeque<>();
    private final Object forcing = new Object();
    private long next;
    private boolean unforced;

    private OperationLog(Path directory, long fileBytes) {
        this.directory = directory;
        this.fileBytes = fileBytes;
    }

    /**
     * Opens the log in a directory, new or not, and cuts the torn tail off that a crash left.
     *
     * @param applied the last sequence number that is safe elsewhere: new entries are numbered above it even if the
     *     end of the log was lost
     * @param fileBytes a file that has grown to this size is followed by a new one
     * @throws IOException also if an operation is missing, or damaged although whole ones follow
     */
    public static OperationLog open(Path directory, long applied, long fileBytes) throws IOException {
        Files.createDirectories(directory);
        OperationLog log = new OperationLog(directory, fileBytes);
        try {
            for (Path path : sorted(directory)) {
                log.add(LogFile.reopen(path), applied);
            }
            if (!log.files.isEmpty()) {
                log.files.getLast().cutTornTail(applied);
            }
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(log.files);
            throw e;
        }
        log.next = Math.max(log.next, applied + 1);
        // A process that was killed may have left that to this one.
        log.unforced = !log.files.isEmpty();
        return log;
    }

    private void add(LogFile file, long applied) throws IOException {
        LogFile before = files.peekLast();
        files.add(file);
        long expected = Math.max(next, applied + 1);
        if (file.first() > expected) {
            String gap = "operations %d to %d are missing".formatted(expected, file.first() - 1);
            throw new IOException(
                    before == null
                            ? "%s: %s before it".formatted(file.path(), gap)
                            : "%s is damaged at byte %d: %s".formatted(before.path(), before.bytes(), gap));
        }
        next = Math.max(next, file.next());
    }

    /** Adds an operation and returns its sequence number. */
    public synchronized long append(ByteBuffer operation) throws IOException {
        LogFile last = files.peekLast();
        if (last == null || last.bytes() >= fileBytes || last.next() != next) {
            last = startFile();
        }
        last.append(new LogEntry(next, operation));
        unforced = true;
        return next++;
    }

    /** Everything appended before is safe from a power cut when this returns. Appends go on meanwhile. */
    public void force() throws IOException {
        synchronized (forcing) {
            LogFile last;
            synchronized (this) {
                if (!unforced) {
                    return;
                }
                unforced = false;
                last = files.getLast();
            }
            try {
                last.force();
            } catch (IOException e) {
                if (keeps(last)) {
                    throw e;
                }
            }
        }
    }

    /** A file that is gone needs no force: the index has it all. One that is there is not forgotten. */
    private synchronized boolean keeps(LogFile file) {
        boolean kept = files.contains(file);
        unforced = unforced || kept;
        return kept;
    }

    /**
     * Hands over the entries above {@code applied} up to {@code last}, in order. Appends go on meanwhile.
     *
     * @throws IOException if not all of them could be read
     */
    public void replay(long applied, long last, Replay replay) throws IOException {
        long next = applied + 1;
        for (LogFile file : filesAbove(applied)) {
            try (LogReader entries = new LogReader(file.path(), file.first())) {
                for (LogEntry entry = entries.next(); entry != null && next <= last; entry = entries.next()) {
                    if (entry.sequence() == next) {
                        replay.apply(entry);
                        next++;
                    }
                }
            }
        }
        if (next <= last) {
            throw new IOException("%s: operation %d cannot be read".formatted(directory, next));
        }
    }

    private synchronized List<LogFile> filesAbove(long applied) {
        return files.stream().filter(file -> file.next() > applied + 1).toList();
    }

    /** Drops the files of which every entry is at or below {@code applied}. */
    public synchronized void discardThrough(long applied) throws IOException {
        while (!files.isEmpty() && files.getFirst().next() <= applied + 1) {
            files.getFirst().delete();
            files.removeFirst();
        }
        unforced = unforced && !files.isEmpty();
    }

    /** The sequence number of the newest entry, or of the newest that was ever applied. */
    public synchronized long last() {
        return next - 1;
    }

    public synchronized long bytes() {
        return files.stream().mapToLong(LogFile::bytes).sum();
    }

    @Override
    public void close() throws IOException {
        try {
            force();
        } finally {
            synchronized (this) {
                IOUtils.close(files);
            }
        }
    }

    private LogFile startFile() throws IOException {
        if (!files.isEmpty()) {
            // A later file must not outlive the end of this one.
            files.getLast().force();
        }
        LogFile file = LogFile.create(directory, next);
        try {
            IOUtils.fsync(directory, true);
        } catch (IOException e) {
            file.delete();
            throw e;
        }
        files.add(file);
        return file;
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(LogFile.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** What happens to an entry on start. */
    @FunctionalInterface
    public interface Replay {
        void apply(LogEntry entry) throws IOException;
    }
}
