package dev.lockstep.text.lexical;

/**
 * A term, and where it stands in its text.
 *
 * @param index of the sparse vector's dimension: 32 bits unsigned
 * @param start of the first char, as {@link String#substring} counts
 * @param end after the last char
 * @param additional beside a word that has a term of its own: a part of a compound, or the word without its accents
 */
public record LexicalToken(String term, int index, int start, int end, boolean additional) {}
