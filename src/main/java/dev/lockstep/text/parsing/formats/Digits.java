package dev.lockstep.text.parsing.formats;

/** Whole numbers as attributes and cells have them, which may be anything in a document that somebody has made up. */
final class Digits {

    private static final int TEN = 10;

    private Digits() {}

    /**
     * Reads a number.
     *
     * @param most how many digits it may have, at most 9
     * @param otherwise what a text means that is no such number
     */
    static int read(String text, int most, int otherwise) {
        if (text.isEmpty() || text.length() > most) {
            return otherwise;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit >= TEN) {
                return otherwise;
            }
            number = number * TEN + digit;
        }
        return number;
    }
}
