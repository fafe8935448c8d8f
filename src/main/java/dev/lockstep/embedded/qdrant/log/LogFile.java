package dev.lockstep.embedded.qdrant.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of the log, open for appending: entries back to back, named by the sequence number of the first. */
final class LogFile implements Closeable {
    static final String SUFFIX = ".log";

    private final Path path;
    private final long first;
    private final FileChannel channel;
    private long next;
    private long bytes;

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

    /** Opens a file found at start and cuts off what a crash left unfinished at its end. */
    static LogFile reopen(Path path) throws IOException {
        String name = path.getFileName().toString();
        long first = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        LogFile file = new LogFile(path, first, FileChannel.open(path, StandardOpenOption.WRITE));
        try (LogReader entries = new LogReader(path, first)) {
            while (entries.next() != null) {
                file.next++;
                file.bytes = entries.position();
            }
        }
        if (file.bytes < file.channel.size()) {
            System.getLogger(LogFile.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0}: cut {1} unfinished bytes from the end",
                            path,
                            file.channel.size() - file.bytes);
            file.channel.truncate(file.bytes);
        }
        return file;
    }

    /** Writes to the operating system at once; a failed write leaves the file as it was. */
    void append(LogEntry entry) throws IOException {
        ByteBuffer[] buffers = {entry.header(), entry.operation().duplicate()};
        long size = (long) LogEntry.HEADER_BYTES + entry.operation().remaining();
        try {
            channel.position(bytes);
            for (long written = 0; written < size; ) {
                written += channel.write(buffers);
            }
        } catch (IOException e) {
            channel.truncate(bytes);
            throw e;
        }
        bytes += size;
        next++;
    }

    void force() throws IOException {
        channel.force(false);
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
