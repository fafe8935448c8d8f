package dev.lockstep.text.chunking;

/** What divides two neighbouring atoms, from the worst place for a chunk to end to the best. */
enum Break {
    /** Nothing: both are part of one word. */
    CHARACTER,
    /** A word ends, or punctuation, but no white space follows. */
    PUNCTUATION,
    /** White space, or the edge of an ideograph. */
    WORD,
    /** A sentence, a list item, a line of code or of a table begins. */
    SENTENCE,
    /** In a program, something begins deep inside: what a blank line divides in a function. */
    PART,
    /** In a program, something begins inside a top-level block: a method of a class. */
    MEMBER,
    /** A block of text begins, or of a program. */
    PARAGRAPH;

    private static final Break[] ALL = values();

    /** The next worse kind; of the worst, itself. */
    Break weaker() {
        return ALL[Math.max(0, ordinal() - 1)];
    }

    boolean atLeast(Break other) {
        return compareTo(other) >= 0;
    }
}
