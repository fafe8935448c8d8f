package dev.lockstep.text.chunking;

import java.util.List;

/** Says what divides two neighbouring atoms, from the worst place for a chunk to end to the best. */
enum Break {
    /** Nothing divides them: both are part of one word. */
    CHARACTER,
    /** A word ends, or punctuation, but no white space follows. */
    PUNCTUATION,
    /** White space stands between them, or the edge of an ideograph. */
    WORD,
    /** A sentence, a list item, a line of code or of a table begins. */
    SENTENCE,
    /** Something begins deep inside a program: what a blank line divides in a function. */
    PART,
    /** Something begins inside a top-level block of a program: a method of a class. */
    MEMBER,
    /** A block of text begins, or of a program. */
    PARAGRAPH;

    private static final List<Break> ALL = List.of(values());

    /** The next worse kind; the worst has none and gives itself. */
    Break weaker() {
        return ALL.get(Math.max(0, ALL.indexOf(this) - 1));
    }

    boolean atLeast(Break other) {
        return compareTo(other) >= 0;
    }
}
