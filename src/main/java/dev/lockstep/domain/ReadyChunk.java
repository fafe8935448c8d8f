package dev.lockstep.domain;

import java.util.List;

/**
 * A chunk that a client has cut.
 *
 * @param text exactly what stands in the document's text between {@code start} and {@code end}, in code points
 * @param headings that it stands under, outermost first
 * @param metadata of its own, beside the document's; it is shown and not filtered by
 */
public record ReadyChunk(String text, int start, int end, List<String> headings, Metadata metadata) {

    public ReadyChunk {
        headings = List.copyOf(headings);
    }

    public static ReadyChunk of(Chunk chunk) {
        return new ReadyChunk(
                chunk.text(), chunk.position().start(), chunk.position().end(), chunk.headings(), chunk.metadata());
    }
}
