package dev.lockstep.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies what a vector was made of: the model, and the text that it was given, with title and whatever else went in
 * front. The same again has the same vector.
 *
 * @param hash SHA-256, in hex
 */
public record EmbeddedText(String hash) {

    /** No model's id has this byte, so ids and texts do not run together. */
    private static final byte SEPARATOR = 0;

    public static EmbeddedText of(String model, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(model.getBytes(StandardCharsets.UTF_8));
            digest.update(SEPARATOR);
            return fromBytes(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The hash as the catalog keeps it. */
    public byte[] toBytes() {
        return HexFormat.of().parseHex(hash);
    }

    public static EmbeddedText fromBytes(byte[] bytes) {
        return new EmbeddedText(HexFormat.of().formatHex(bytes));
    }
}
