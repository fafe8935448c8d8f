package dev.lockstep.features.batch;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file line by line, never keeping more of it than the longest line that is allowed. It skips a byte order
 * mark, and lines with nothing on them, which count all the same.
 */
final class LineReader implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] UTF_16_BIG = {(byte) 0xfe, (byte) 0xff};
    private static final byte[] UTF_16_LITTLE = {(byte) 0xff, (byte) 0xfe};

    private final InputStream bytes;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private long number;

    LineReader(InputStream bytes, int longest) {
        this.bytes = bytes;
        this.longest = longest;
    }

    /**
     * A line of the file.
     *
     * @param bytes without what ends it; empty when it is too long
     * @param wrong why it can't be read
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(long number, byte[] bytes, @Nullable Rejected wrong) {}

    /** Returns the next line on which there is something; null after the last. */
    @Nullable
    Line next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long length = 0;
            boolean ended = false;
            while (!ended) {
                if (position == filled && !fill()) {
                    break;
                }
                int end = position;
                while (end < filled && buffer[end] != '\n') {
                    end++;
                }
                length += end - position;
                if (length <= longest) {
                    line.write(buffer, position, end - position);
                } else {
                    line.reset();
                }
                ended = end < filled;
                position = ended ? end + 1 : end;
            }
            if (!ended && length == 0) {
                return null;
            }
            number++;
            Line read = length > longest ? tooLong(length) : line(line.toByteArray());
            if (read != null) {
                return read;
            }
        }
    }

    private boolean fill() throws IOException {
        int read = bytes.read(buffer);
        position = 0;
        filled = Math.max(0, read);
        return read > 0;
    }

    /** Returns a line; null when there is nothing on it. */
    private @Nullable Line line(byte[] whole) {
        if (number == 1 && (startsWith(whole, UTF_16_BIG) || startsWith(whole, UTF_16_LITTLE))) {
            return new Line(
                    number,
                    new byte[0],
                    new Rejected(
                            ErrorCode.INVALID_CHARSET,
                            "the file begins with the byte order mark of UTF-16; it must be in UTF-8"));
        }
        int from = number == 1 && startsWith(whole, UTF_8_MARK) ? UTF_8_MARK.length : 0;
        int to = whole.length;
        while (to > from && isBlank(whole[to - 1])) {
            to--;
        }
        return to == from ? null : new Line(number, Arrays.copyOfRange(whole, from, to), null);
    }

    private static boolean startsWith(byte[] line, byte[] mark) {
        return line.length >= mark.length && Arrays.equals(line, 0, mark.length, mark, 0, mark.length);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private Line tooLong(long length) {
        return new Line(
                number,
                new byte[0],
                new Rejected(
                        ErrorCode.BODY_TOO_LARGE,
                        "the line has " + length + " bytes; at most " + longest
                                + " are allowed (lockstep.batch.max-line-length)",
                        Map.of("limit", longest)));
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
