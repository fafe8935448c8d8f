package dev.lockstep.models.embedding;

import java.util.List;

/** Cuts text the way a model reads it. It is safe for use by several threads, and linear in the length of any text. */
public interface Tokenizer {

    /** Returns all tokens of the text in order, however many, without the special ones that a model wraps around its input. */
    List<Token> tokens(String text);

    /** Counts how many {@link #tokens} the text has. */
    default int count(String text) {
        return tokens(text).size();
    }
}
