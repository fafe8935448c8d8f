package dev.lockstep.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes up one version of a document.
 *
 * @param hash see {@link ContentHash}
 * @param chunkTokens the largest chunk it was cut into, in tokens
 * @param overlapTokens how much neighbouring chunks share, in tokens
 */
public record VersionContent(
        @Nullable String title,
        Format format,
        String text,
        String hash,
        Metadata metadata,
        int chunkTokens,
        int overlapTokens,
        List<Chunk> chunks) {

    public VersionContent {
        chunks = List.copyOf(chunks);
    }

    /** The same text under other metadata, with points of its own. */
    public VersionContent with(Metadata changed, List<Chunk> itsChunks) {
        return new VersionContent(title, format, text, hash, changed, chunkTokens, overlapTokens, itsChunks);
    }
}
