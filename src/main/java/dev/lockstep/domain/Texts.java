package dev.lockstep.domain;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what every text must be before it is stored, whichever way it came. */
public final class Texts {

    /** What can be seen: not white space, a control character or a mark that has no width. The OpenAPI document says the same. */
    private static final Pattern VISIBLE = Pattern.compile(
            "[^\\s\\x00-\\x1f\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028-\\u202f" + "\\u205f-\\u206f\\u3000\\ufeff]");

    private Texts() {}

    /** Tells whether a text has nothing that can be seen. */
    public static boolean isBlank(String text) {
        return !VISIBLE.matcher(text).find();
    }

    /**
     * Requires a text that must be there and say something.
     *
     * @param property its name in the request
     * @param setting what the limit is configured by
     */
    public static String require(@Nullable String text, String property, int maxLength, String setting) {
        if (text == null) {
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY, "'" + property + "' is missing", Map.of("property", property));
        }
        if (text.length() > maxLength) {
            throw new Rejected(
                    ErrorCode.TEXT_TOO_LARGE,
                    "the text has " + text.length() + " characters; at most " + maxLength + " are allowed (" + setting
                            + "): split it into several",
                    Map.of("property", property, "limit", maxLength, "actual", text.length()));
        }
        if (isBlank(text)) {
            throw new Rejected(
                    ErrorCode.EMPTY_TEXT,
                    "the text is empty or white space: there is nothing to store",
                    Map.of("property", property));
        }
        requireStorable(text, "text".equals(property) ? "the text" : "'" + property + "'");
        return text;
    }

    /** Accepts a name or title, which is optional but not blank, since one that can't be seen can't be asked for. */
    public static @Nullable String line(String property, @Nullable String value, int maxLength) {
        if (value == null) {
            return null;
        }
        requireStorable(value, "'" + property + "'");
        if (isBlank(value)) {
            throw invalidValue(property, "'" + property + "' is blank: leave it out instead");
        }
        if (value.length() > maxLength) {
            throw invalidValue(property, "'" + property + "' is longer than " + maxLength + " characters");
        }
        return value;
    }

    private static Rejected invalidValue(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }

    /**
     * Refuses what PostgreSQL can't store or UTF-8 can't express: U+0000 and unpaired surrogates.
     *
     * @param where names the text in the message
     * @throws Rejected with {@link ErrorCode#INVALID_TEXT}, naming the position
     */
    public static void requireStorable(String text, String where) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw invalid(where, i, "a NUL character (U+0000)");
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw invalid(where, i, "half of a surrogate pair");
                }
                i++;
            }
        }
    }

    private static Rejected invalid(String where, int index, String what) {
        return new Rejected(
                ErrorCode.INVALID_TEXT,
                where + " has " + what + " at character " + index + ": remove it and send the text again",
                Map.of("position", index));
    }
}
