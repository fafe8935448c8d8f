package dev.lockstep.embedded.qdrant.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What lies behind the first entry of a file that is not whole. A crash tears the last entry, so that nothing whole follows;
 * whole entries tell that the file was damaged later, and that cutting it would lose what was acknowledged.
 *
 * @param path the file
 * @param from where the broken entry begins
 * @param after the sequence number of the last whole entry before
 */
record TornTail(Path path, long from, long after) {
    private static final int WINDOW_BYTES = 1 << 16;

    /** The highest sequence number of a whole entry there, wherever it begins; 0 if there is none. */
    long lastWhole() throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = file.size();
            ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
            long windowStart = from;
            long last = 0;
            long position = from;
            while (position + LogEntry.HEADER_BYTES <= size) {
                if (position + LogEntry.HEADER_BYTES > windowStart + window.limit()) {
                    windowStart = position;
                    fill(window, file, position);
                }
                int at = (int) (position - windowStart);
                int length = window.getInt(at);
                long sequence = window.getLong(at + 2 * Integer.BYTES);
                if (isPossible(sequence, length, size - position)
                        && isWhole(file, position, sequence, length, window.getInt(at + Integer.BYTES))) {
                    last = Math.max(last, sequence);
                    position += LogEntry.HEADER_BYTES + length;
                } else {
                    position++;
                }
            }
            return last;
        }
    }

    /** Most places fail this, so that checksums are rarely computed. */
    private boolean isPossible(long sequence, int length, long rest) {
        return length >= 0
                && length <= rest - LogEntry.HEADER_BYTES
                && sequence > after
                && sequence - after <= Integer.MAX_VALUE;
    }

    private static boolean isWhole(FileChannel file, long position, long sequence, int length, int checksum)
            throws IOException {
        ByteBuffer operation = ByteBuffer.allocate(length);
        fill(operation, file, position + LogEntry.HEADER_BYTES);
        return operation.remaining() == length && LogEntry.checksum(sequence, operation) == checksum;
    }

    private static void fill(ByteBuffer buffer, FileChannel file, long position) throws IOException {
        buffer.clear();
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = file.read(buffer, position + buffer.position());
        }
        buffer.flip();
    }
}
