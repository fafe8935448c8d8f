package dev.lockstep.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Identifies what would be embedded: SHA-256, in hex, over title, format, text, chunking and model. Metadata is not part
 * of it: changing metadata never embeds again.
 */
public final class ContentHash {

    private ContentHash() {}

    public static String of(
            @Nullable String title, Format format, String text, int chunkTokens, int overlapTokens, String model) {
        MessageDigest digest = sha256();
        add(digest, title == null ? "" : title);
        add(digest, format.name());
        add(digest, text);
        add(digest, chunkTokens + "/" + overlapTokens);
        add(digest, model);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Each part is preceded by its length, so that no two lists of parts run together into the same bytes. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
