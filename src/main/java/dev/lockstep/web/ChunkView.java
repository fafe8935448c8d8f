package dev.lockstep.web;

import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Position;
import java.util.List;
import java.util.UUID;

/** A chunk of a document, as clients see it. */
public record ChunkView(UUID chunkId, int version, String text, List<String> headings, PositionView position) {

    /**
     * Where it stands in the document's text.
     *
     * @param index its number, from 0
     * @param start in Unicode code points, as is {@code end}
     */
    public record PositionView(int index, int start, int end) {
        static PositionView of(Position position) {
            return new PositionView(position.index(), position.start(), position.end());
        }
    }

    static ChunkView of(LiveChunk chunk) {
        return new ChunkView(
                chunk.id().value(), chunk.version(), chunk.text(), chunk.headings(), PositionView.of(chunk.position()));
    }
}
