package dev.lockstep.text.parsing.formats;

/**
 * Recognises text of a PDF that is none: its fonts do not say which letters their shapes are, or say it wrongly. Then most characters are
 * of private use, unassigned or controls.
 */
final class LetterSalad {

    /** Fewer characters may be a few signs. */
    private static final int FEWEST = 20;

    private LetterSalad() {}

    static boolean is(String text) {
        int all = 0;
        int unreadable = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!Character.isWhitespace(character)) {
                all++;
                unreadable += isUnreadable(character) ? 1 : 0;
            }
        }
        return all >= FEWEST && 2 * unreadable > all;
    }

    private static boolean isUnreadable(char character) {
        int type = Character.getType(character);
        return character == '\ufffd'
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || type == Character.CONTROL;
    }
}
