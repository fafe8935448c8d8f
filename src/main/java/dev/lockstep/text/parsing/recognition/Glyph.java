package dev.lockstep.text.parsing.recognition;

/**
 * A character that was read.
 *
 * @param text one character, or a blank
 * @param x the column of the line's picture at which it was seen
 * @param trust how sure the model is, from 0 to 1
 */
record Glyph(String text, double x, double trust) {

    /** Tells whether it belongs to a script that has blanks between words, and is no blank itself. */
    boolean isOfWords() {
        int character = text.codePointAt(0);
        return !Character.isIdeographic(character)
                && !Character.isWhitespace(character)
                && (character < 0x3000 || character > 0x30ff)
                && (character < 0xff00 || character > 0xffef);
    }
}
