package dev.lockstep.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of one version of a document, small enough for the embedding model's window.
 *
 * @param headings those it stands under, outermost first
 * @param lexical the weights of its terms; empty when it is not searched by words
 * @param embedded what the embedding was made of; null for what was stored before that was kept
 * @param metadata of its own, beside the document's: of chunks that a client has cut
 */
public record Chunk(
        PointId id,
        Position position,
        String text,
        List<String> headings,
        Metadata metadata,
        Embedding embedding,
        SparseVector lexical,
        @Nullable EmbeddedText embedded) {

    public Chunk {
        headings = List.copyOf(headings);
    }

    /** Returns the same chunk for another version, with a point of its own. */
    public Chunk again() {
        return new Chunk(PointId.next(), position, text, headings, metadata, embedding, lexical, embedded);
    }
}
