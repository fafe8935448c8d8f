package dev.lockstep.models.embedding;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts more tokens than a model is likely to see, for models whose tokenizer is not known. English has four characters a token; here
 * three letters or digits of one word count as one, and each other character but white space. Characters beyond the Latin ones count two,
 * since vocabularies have few of them. A part of a text has as many tokens as are counted in it within the whole.
 */
final class EstimatedTokens implements Tokenizer {

    private static final int LETTERS = 3;
    private static final int LATIN = 0x250;

    @Override
    public List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int point = text.codePointAt(start);
            int end = start + Character.charCount(point);
            if (isSimple(point)) {
                while (end < text.length() && end - start < LETTERS && isSimple(text.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(start, end));
            } else if (!Character.isWhitespace(point)) {
                tokens.add(new Token(start, end));
                if (point >= LATIN) {
                    tokens.add(new Token(start, end));
                }
            }
            start = end;
        }
        return tokens;
    }

    private static boolean isSimple(int point) {
        return point < LATIN && Character.isLetterOrDigit(point);
    }
}
