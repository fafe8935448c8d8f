package dev.lockstep.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a live version, with what a hit shows of its document.
 *
 * @param generation of its knowledge base, see {@link Generation}: neighbours are of the same
 * @param language by which its words were cut; null when they were not
 * @param chunkMetadata the chunk's own; {@code metadata} is the document's
 */
public record LiveChunk(
        PointId id,
        DocumentId documentId,
        @Nullable String externalId,
        int version,
        int generation,
        @Nullable String title,
        @Nullable String language,
        String text,
        List<String> headings,
        Position position,
        Metadata chunkMetadata,
        Metadata metadata) {

    public LiveChunk {
        headings = List.copyOf(headings);
    }
}
