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
 */
public final class OperationLog implements Closeable {
    /** A file that has grown to this many bytes is followed by a new one. */
    private static final long FILE_BYTES = 32L << 20;

    private final Path directory;
    private final Deque<LogFile> files = new ArrayDeque<>();
    private long next;
    private boolean unforced;

    private OperationLog(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the log in a directory, new or not, and cuts off what a crash left unfinished.
     *
     * @param applied the last sequence number that is safe elsewhere: new entries are numbered above it even if the
     *     end of the log was lost
     */
    public static OperationLog open(Path directory, long applied) throws IOException {
        Files.createDirectories(directory);
        OperationLog log = new OperationLog(directory);
        for (Path path : sorted(directory)) {
            LogFile file = LogFile.reopen(path);
            long expected = Math.max(log.next, applied + 1);
            log.files.add(file);
            if (file.first() > expected) {
                log.close();
                throw new IOException(
                        "%s: operations %d to %d are missing".formatted(path, expected, file.first() - 1));
            }
            log.next = file.next();
        }
        log.next = Math.max(log.next, applied + 1);
        return log;
    }

    /** Adds an operation and returns its sequence number. */
    public synchronized long append(ByteBuffer operation) throws IOException {
        LogFile last = files.peekLast();
        if (last == null || last.bytes() >= FILE_BYTES || last.next() != next) {
            last = startFile();
        }
        last.append(new LogEntry(next, operation));
        unforced = true;
        return next++;
    }

    /** Appends go on meanwhile. */
    public void force() throws IOException {
        LogFile last;
        synchronized (this) {
            if (!unforced) {
                return;
            }
            unforced = false;
            last = files.getLast();
        }
        last.force();
    }

    /** Hands over every entry above {@code applied}, in order. */
    public void replay(long applied, Replay replay) throws IOException {
        for (LogFile file : List.copyOf(files)) {
            if (file.next() > applied + 1) {
                try (LogReader entries = new LogReader(file.path(), file.first())) {
                    for (LogEntry entry = entries.next(); entry != null; entry = entries.next()) {
                        if (entry.sequence() > applied) {
                            replay.apply(entry);
                        }
                    }
                }
            }
        }
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
    public synchronized void close() throws IOException {
        force();
        for (LogFile file : files) {
            file.close();
        }
    }

    private LogFile startFile() throws IOException {
        if (!files.isEmpty()) {
            // A later file must not outlive the end of this one.
            files.getLast().force();
        }
        LogFile file = LogFile.create(directory, next);
        files.add(file);
        IOUtils.fsync(directory, true);
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
