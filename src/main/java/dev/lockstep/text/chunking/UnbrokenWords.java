package dev.lockstep.text.chunking;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Map;

/**
 * Refuses text with words so long that they can't be words: encoded or binary data, which no model understands and
 * which would only fill the index.
 */
final class UnbrokenWords {

    private UnbrokenWords() {}

    /** Looks for a run of letters and digits longer than {@code limit} {@code char}s; ideographs are words each. */
    static void check(String text, int limit) {
        int start = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            boolean wordGoesOn = Character.isLetterOrDigit(codePoint) && !Character.isIdeographic(codePoint);
            i += Character.charCount(codePoint);
            if (!wordGoesOn) {
                start = i;
            } else if (i - start > limit) {
                throw tooLong(text.codePointCount(0, start), limit);
            }
        }
    }

    private static Rejected tooLong(int position, int limit) {
        return new Rejected(
                ErrorCode.TOKEN_TOO_LONG,
                "At character " + position + " begins a word of more than " + limit
                        + " letters and digits without a break. Is this encoded or binary data?",
                Map.of("position", position, "limit", limit));
    }
}
