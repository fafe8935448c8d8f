package dev.lockstep.text.parsing.recognition;

/** Gives text without Chinese or Japanese the punctuation that it has in print: the model knows that of both, which look alike. */
final class Punctuation {

    /** From U+FF01 on, the characters of ASCII come again, as wide as Chinese ones. */
    private static final int WIDE = 0xff01 - '!';

    private Punctuation() {}

    static String ofScript(String text) {
        boolean isEastAsian = text.codePoints()
                .anyMatch(
                        character -> Character.isIdeographic(character) || (character > 0x3040 && character <= 0x30ff));
        if (isEastAsian) {
            return text;
        }
        StringBuilder narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            narrow.append(narrow(text.charAt(i)));
        }
        return narrow.toString();
    }

    private static char narrow(char character) {
        if (character >= WIDE + '!' && character <= WIDE + '~') {
            return (char) (character - WIDE);
        }
        return switch (character) {
            case '\u3000' -> ' ';
            case '\u3001' -> ',';
            case '\u3002' -> '.';
            default -> character;
        };
    }
}
