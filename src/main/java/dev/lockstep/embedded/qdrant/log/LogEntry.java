package dev.lockstep.embedded.qdrant.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One operation as it lies in a log file:
 *
 * <pre>
 *   length      4 bytes, of the operation alone
 *   checksum    4 bytes, CRC-32C of sequence and operation
 *   sequence    8 bytes
 *   operation   length bytes
 * </pre>
 *
 * @param sequence counts the operations of a collection from 1, without gaps within a file
 * @param operation read only
 */
public record LogEntry(long sequence, ByteBuffer operation) {
    static final int HEADER_BYTES = Integer.BYTES + Integer.BYTES + Long.BYTES;

    ByteBuffer header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(operation.remaining())
                .putInt(checksum(sequence, operation))
                .putLong(sequence)
                .flip();
    }

    static int checksum(long sequence, ByteBuffer operation) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        crc.update(operation.duplicate());
        return (int) crc.getValue();
    }
}
