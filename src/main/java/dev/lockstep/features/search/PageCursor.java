package dev.lockstep.features.search;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Says where the next page begins: the query it belongs to, and what was shown already. The next page is the same search without that. So
 * nothing is shown twice and nothing is skipped that lives all the while, whatever is written in between.
 *
 * <pre>
 *   1 byte   version of this form
 *   8 bytes  fingerprint of the query
 *   8 bytes  for each hit shown
 *   8 bytes  checksum of all before
 * </pre>
 *
 * The checksum finds what was cut off or altered by mistake. It is no signature: who forges a cursor leaves out hits of an
 * answer of his own.
 */
final class PageCursor {

    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Long.BYTES;
    private static final int CHECKSUM = Long.BYTES;

    private PageCursor() {}

    static String encode(long fingerprint, ShownHits shown) {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + shown.size() * Long.BYTES + CHECKSUM);
        bytes.put(VERSION).putLong(fingerprint);
        shown.keys().forEach(bytes::putLong);
        bytes.putLong(checksum(bytes.array(), bytes.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws Rejected when it is none, or that of another query */
    static ShownHits decode(String cursor, long fingerprint) {
        byte[] bytes = bytes(cursor);
        int body = bytes.length - CHECKSUM;
        if (body < HEAD || (body - HEAD) % Long.BYTES != 0 || bytes[0] != VERSION) {
            throw invalid("is not one that a search gave out");
        }
        ByteBuffer read = ByteBuffer.wrap(bytes);
        if (read.getLong(body) != checksum(bytes, body)) {
            throw invalid("is not one that a search gave out, or not all of it");
        }
        if (read.getLong(1) != fingerprint) {
            throw invalid("belongs to another query: what is searched, how and by which filter must stay the same");
        }
        Set<Long> keys = new LinkedHashSet<>();
        for (int at = HEAD; at < body; at += Long.BYTES) {
            keys.add(read.getLong(at));
        }
        return new ShownHits(keys);
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw invalid("is not one that a search gave out");
        }
    }

    /** Makes a fingerprint of the text of whatever decides the answer. */
    static long fingerprint(Object... parts) {
        byte[] text = Arrays.deepToString(parts).getBytes(StandardCharsets.UTF_8);
        return checksum(text, text.length);
    }

    private static long checksum(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Rejected invalid(String why) {
        return new Rejected(ErrorCode.INVALID_CURSOR, "'cursor' " + why + ": begin without a cursor");
    }
}
