package dev.lockstep.embedded.qdrant.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One file of the log, open for appending: entries back to back, named by the sequence number of the first. */
final class LogFile implements Closeable {
    static final String SUFFIX = ".log";

    private final Path path;
    private final long first;
    private final FileChannel channel;
    private long next;
    private long bytes;
    private volatile @Nullable IOException forceFailure;

    private LogFile(Path path, long first, FileChannel channel) {
        this.path = path;
        this.first = first;
        this.channel = channel;
        this.next = first;
    }

    static LogFile create(Path directory, long first) throws IOException {
        Path path = directory.resolve("%020d%s".formatted(first, SUFFIX));
        return new LogFile(
                path, first, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Opens a file found at start. It ends with its last whole entry, whatever comes after. */
    static LogFile reopen(Path path) throws IOException {
        String name = path.getFileName().toString();
        long first = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        LogFile file = new LogFile(path, first, FileChannel.open(path, StandardOpenOption.WRITE));
        try (LogReader entries = new LogReader(path, first)) {
            while (entries.next() != null) {
                file.next++;
                file.bytes = entries.position();
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        return file;
    }

    /**
     * Cuts the torn tail off, which is what a crash left incomplete at the end.
     *
     * @param applied operations up to this one are safe elsewhere
     * @throws IOException if it is no torn tail: whole entries that are needed come behind it
     */
    void cutTornTail(long applied) throws IOException {
        long size = channel.size();
        if (bytes == size) {
            return;
        }
        long lastWhole = new TornTail(path, bytes, next - 1).lastWhole();
        if (lastWhole > applied) {
            throw new IOException(
                    "%s is damaged at byte %d, in operation %d; complete operations up to %d follow it: restore the file, or give them up by truncating it to %d bytes"
                            .formatted(path, bytes, next, lastWhole, bytes));
        }
        System.getLogger(LogFile.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "{0}: truncated {1} bytes of an incomplete operation at the end, from byte {2} on",
                        path,
                        size - bytes,
                        bytes);
        channel.truncate(bytes);
    }

    /** Writes to the operating system at once; after a failed write the next goes to the same place. */
    void append(LogEntry entry) throws IOException {
        ByteBuffer[] buffers = {entry.header(), entry.operation().duplicate()};
        long size = (long) LogEntry.HEADER_BYTES + entry.operation().remaining();
        try {
            channel.position(bytes);
            for (long written = 0; written < size; ) {
                written += channel.write(buffers);
            }
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        bytes += size;
        next++;
    }

    private void takeBack(IOException failure) {
        try {
            channel.truncate(bytes);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** A file that could not be forced once never can: the system may have dropped what it could not write. */
    void force() throws IOException {
        if (forceFailure != null) {
            throw new IOException(path + " could not be forced to disk before", forceFailure);
        }
        try {
            channel.force(false);
        } catch (IOException e) {
            forceFailure = e;
            throw e;
        }
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    /** The sequence number that the next entry gets. */
    long next() {
        return next;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        close();
        Files.delete(path);
    }
}
