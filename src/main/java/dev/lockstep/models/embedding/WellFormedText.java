package dev.lockstep.models.embedding;

/** Makes text that survives the way into native code. */
final class WellFormedText {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormedText() {}

    /**
     * Replaces half surrogate pairs in the text, which keeps its length. A single half makes the native side misread every character
     * outside the basic plane, and so shifts all offsets.
     *
     * <p>A form feed becomes a space: tokenizers drop it without parting the words on both sides.
     */
    static String of(String original) {
        String text = original.replace('\f', ' ');
        int first = nextHalf(text, 0);
        if (first == text.length()) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        for (int i = first; i < text.length(); i = nextHalf(text, i + 1)) {
            mended.setCharAt(i, REPLACEMENT);
        }
        return mended.toString();
    }

    private static int nextHalf(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (isHalf(point)) {
                return i;
            }
            i += Character.charCount(point);
        }
        return text.length();
    }

    /** Tells whether a code point is a half: whole pairs are read as the character that they stand for. */
    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
