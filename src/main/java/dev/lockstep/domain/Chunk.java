package dev.lockstep.domain;

import java.util.List;

/**
 * A piece of one version of a document, small enough for the embedding model's window.
 *
 * @param headings those it stands under, outermost first
 * @param lexical the weights of its terms; empty when it is not searched by words
 * @param metadata of its own, beside the document's: of chunks that a client has cut
 */
public record Chunk(
        PointId id,
        Position position,
        String text,
        List<String> headings,
        Metadata metadata,
        Embedding embedding,
        SparseVector lexical) {

    public Chunk {
        headings = List.copyOf(headings);
    }
}
