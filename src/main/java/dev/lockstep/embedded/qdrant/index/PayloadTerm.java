package dev.lockstep.embedded.qdrant.index;

import com.google.common.hash.Hashing;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.BytesRef;

/**
 * One fact about a payload as a term: {@code path 0x00 kind value}. The kinds of values are lower-case letters and those
 * of markers digits, so that the values of a path are one range of terms.
 */
record PayloadTerm(BytesRef bytes) {
    static final String FIELD = "payload";

    /** The most bytes of UTF-8 of a term. Longer strings are matched by their hash: a term has at most 32,766 bytes. */
    private static final int LONGEST_KEYWORD = 1024;

    static PayloadTerm keyword(PayloadPath path, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return text.length <= LONGEST_KEYWORD
                ? of(path, 's', text)
                : of(path, 'h', Hashing.sha256().hashBytes(text).asBytes());
    }

    static PayloadTerm integer(PayloadPath path, long value) {
        return of(path, 'i', bytes(value));
    }

    static PayloadTerm decimal(PayloadPath path, double value) {
        return of(path, 'd', bytes(Double.doubleToLongBits(value)));
    }

    static PayloadTerm bool(PayloadPath path, boolean value) {
        return of(path, 'b', new byte[] {(byte) (value ? 1 : 0)});
    }

    /** An object, or an array within an array: something, but nothing to compare with. */
    static PayloadTerm opaque(PayloadPath path) {
        return of(path, 'x', new byte[0]);
    }

    /** Marks a value other than null and the empty array. */
    static PayloadTerm present(PayloadPath path) {
        return of(path, '1', new byte[0]);
    }

    static PayloadTerm isNull(PayloadPath path) {
        return of(path, '0', new byte[0]);
    }

    /** A term below every value of the path. */
    static BytesRef firstValue(PayloadPath path) {
        return of(path, 'a', new byte[0]).bytes();
    }

    /** A term above every value of the path. */
    static BytesRef afterLastValue(PayloadPath path) {
        return of(path, '~', new byte[0]).bytes();
    }

    /** What the terms of a path's values of one kind begin with: the value follows, of a long string (kind h) its hash. */
    static BytesRef prefix(PayloadPath path, char kind) {
        return of(path, kind, new byte[0]).bytes();
    }

    /** The term of a long string, of which only the hash is known. */
    static PayloadTerm longKeyword(PayloadPath path, BytesRef hash) {
        return of(path, 'h', BytesRef.deepCopyOf(hash).bytes);
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static PayloadTerm of(PayloadPath path, char kind, byte[] value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(path.term().getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
        bytes.write(kind);
        bytes.writeBytes(value);
        return new PayloadTerm(new BytesRef(bytes.toByteArray()));
    }
}
