package dev.lockstep.features.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a key: {@code ls_}, the id as 32 hexadecimal digits, {@code _}, and 32 random bytes in base64url. With 256 random bits there
 * is nothing to guess, so what is kept is a plain SHA-256 of the whole text: a slow hash would only slow down those who know the key.
 */
record Secret(UUID id, String text) {

    /** By which a key is told from a token, also one that is misspelt. */
    static final String PREFIX = "ls_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 32;

    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{32})_[A-Za-z0-9_-]{43}");

    /** The first digits of a hash, in which a UUID has its dashes. */
    private static final Pattern UUID_PARTS = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");

    static Secret of(UUID id) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        String digits = id.toString().replace("-", "");
        return new Secret(
                id,
                PREFIX + digits + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Reads what a request presents; empty when it can't be a key of ours. */
    static Optional<Secret> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Secret(
                        UUID.fromString(UUID_PARTS.matcher(form.group(1)).replaceFirst("$1-$2-$3-$4-$5")), text))
                : Optional.empty();
    }

    byte[] hash() {
        return hash(text);
    }

    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares in a time that does not tell how far they agree. */
    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    /** Does not show itself: what is printed ends in logs. */
    @Override
    public String toString() {
        return "key " + HexFormat.of().toHexDigits(id.getMostSignificantBits());
    }
}
