package dev.lockstep.models.embedding;

/**
 * The place where one token stands in its text. Several tokens may share a span (a Hangul syllable is two or three), and what the
 * tokenizer drops (white space, control characters, accents) lies between the spans.
 *
 * @param start index of the first {@code char}, as {@link String#substring} counts
 * @param end index after the last {@code char}
 */
public record Token(int start, int end) {

    public Token {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + " to " + end);
        }
    }
}
