package dev.lockstep.web.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Position;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A chunk of a document, as clients see it. */
public record ChunkView(
        UUID chunkId,
        int version,
        String text,
        List<String> headings,
        PositionView position,

        @Schema(description = "The chunk's own, if it came with some") @JsonInclude(Include.NON_NULL) @Nullable
        Map<String, Object> chunkMetadata) {

    /**
     * The place of a chunk in the document's text.
     *
     * @param index its number, from 0
     * @param start in Unicode code points, as is {@code end}
     * @param page that it begins on, from 1; left out when the document has no pages, as is {@code lastPage}
     */
    @JsonInclude(Include.NON_NULL)
    public record PositionView(
            int index,
            int start,
            int end,
            @Nullable Integer page,
            @Nullable Integer lastPage) {
        public static PositionView of(Position position) {
            return new PositionView(
                    position.index(), position.start(), position.end(), position.firstPage(), position.lastPage());
        }
    }

    /** Returns the chunk's own metadata, or null rather than an empty object. */
    public static @Nullable Map<String, Object> own(LiveChunk chunk) {
        Map<String, Object> values = chunk.chunkMetadata().values();
        return values.isEmpty() ? null : values;
    }

    static ChunkView of(LiveChunk chunk) {
        return new ChunkView(
                chunk.id().value(),
                chunk.version(),
                chunk.text(),
                chunk.headings(),
                PositionView.of(chunk.position()),
                own(chunk));
    }
}
