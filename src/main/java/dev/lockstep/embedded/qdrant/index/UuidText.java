package dev.lockstep.embedded.qdrant.index;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a UUID may be written in a payload: to the index of UUIDs all are the same. Letters of both cases in one are not found. */
final class UuidText {
    private static final Pattern WITH_DASHES =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final Pattern WITHOUT = Pattern.compile("\\p{XDigit}{32}");

    private UuidText() {}

    /** The text itself, and other spellings if it is a UUID. */
    static Stream<String> spellings(String text) {
        boolean dashes = WITH_DASHES.matcher(text).matches();
        if (!dashes && !WITHOUT.matcher(text).matches()) {
            return Stream.of(text);
        }
        String plain = text.replace("-", "");
        String dashed = String.join(
                "-",
                plain.substring(0, 8),
                plain.substring(8, 12),
                plain.substring(12, 16),
                plain.substring(16, 20),
                plain.substring(20));
        return Stream.of(text, plain, dashed)
                .flatMap(one -> Stream.of(one, one.toLowerCase(Locale.ROOT), one.toUpperCase(Locale.ROOT)))
                .distinct();
    }
}
