package dev.lockstep.text.chunking;

import java.util.List;

/**
 * A piece of a document's text, without white space at its ends; but a line of code keeps its indentation.
 *
 * @param index its place among the document's chunks, from 0
 * @param text exactly what stands between {@code start} and {@code end}
 * @param start offset of its first character in the document's text, counted in Unicode code points: what a client in
 *     any language can count, unlike Java's {@code char}s
 * @param end offset after its last character, in code points
 * @param headings titles of the headings it stands under, outermost first; empty without headings
 * @param tokens length of {@code text} by the tokenizer that it was chunked with
 */
public record TextChunk(int index, String text, int start, int end, List<String> headings, int tokens) {

    public TextChunk {
        headings = List.copyOf(headings);
    }
}
