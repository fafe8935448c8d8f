package dev.lockstep.domain;

/**
 * Where a chunk stands in its document.
 *
 * @param index the chunk's number, from 0
 * @param start the first character's offset in the document's text, in Unicode code points
 * @param end the offset after the last character, in Unicode code points
 */
public record Position(int index, int start, int end) {}
