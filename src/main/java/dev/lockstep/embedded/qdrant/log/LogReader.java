package dev.lockstep.embedded.qdrant.log;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one file up to its end, or to the first that is torn. */
final class LogReader implements Closeable {
    private final DataInputStream in;
    private final long size;
    private long sequence;
    private long position;

    LogReader(Path path, long first) throws IOException {
        this.size = Files.size(path);
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
        this.sequence = first;
    }

    /** The next whole entry, or null at the end. */
    @Nullable
    LogEntry next() throws IOException {
        if (size - position < LogEntry.HEADER_BYTES) {
            return null;
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (in.readLong() != sequence || length < 0 || length > size - position - LogEntry.HEADER_BYTES) {
            return null;
        }
        ByteBuffer operation = ByteBuffer.wrap(in.readNBytes(length)).asReadOnlyBuffer();
        if (operation.remaining() < length || LogEntry.checksum(sequence, operation) != checksum) {
            return null;
        }
        position += LogEntry.HEADER_BYTES + length;
        return new LogEntry(sequence++, operation);
    }

    /** The end of the last whole entry, in bytes from the start of the file. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
