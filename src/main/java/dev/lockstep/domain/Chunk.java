package dev.lockstep.domain;

import java.util.List;

/**
 * A piece of one version of a document, small enough for the embedding model's window.
 *
 * @param headings those it stands under, outermost first
 */
public record Chunk(PointId id, Position position, String text, List<String> headings, Embedding embedding) {
    public Chunk {
        headings = List.copyOf(headings);
    }
}
