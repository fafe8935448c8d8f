package dev.lockstep.domain;

import java.util.Map;

/** What every text must be before it is stored, whichever way it came. */
public final class Texts {

    private Texts() {}

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
