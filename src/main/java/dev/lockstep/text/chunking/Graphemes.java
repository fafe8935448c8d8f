package dev.lockstep.text.chunking;

import com.ibm.icu.text.BreakIterator;
import java.util.Locale;

/** Tells where the characters of a text begin that readers see: a letter with its accents, a flag, a family in one picture. */
final class Graphemes {

    /** No character that is meant takes so many {@code char}s: what goes on for longer is cut, or it might fit no chunk. */
    private static final int LONGEST = 32;

    /** Below this, every {@code char} but a line feed is a character of its own. */
    private static final char FIRST_MARK = '\u0300';

    private final String text;
    private final BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    private boolean begun;

    Graphemes(String text) {
        this.text = text;
    }

    /**
     * Tells whether a place lies within a character.
     *
     * @param from where the part of the text begins that the place may belong to
     */
    boolean isWithin(int from, int index) {
        if (index - from >= LONGEST || index >= text.length()) {
            return false;
        }
        char after = text.charAt(index);
        if (after < FIRST_MARK && after != '\n' && text.charAt(index - 1) < FIRST_MARK) {
            return false;
        }
        if (!begun) {
            characters.setText(text);
            begun = true;
        }
        return !characters.isBoundary(index);
    }
}
