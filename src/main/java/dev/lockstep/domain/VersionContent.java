package dev.lockstep.domain;

import java.util.List;

/**
 * The whole of what makes up one version of a document.
 *
 * @param hash see {@link ContentHash}
 */
public record VersionContent(
        SourceText source, String hash, Metadata metadata, ChosenChunking chunking, List<Chunk> chunks) {

    public VersionContent {
        chunks = List.copyOf(chunks);
    }

    /** Makes the content together with its hash. */
    public static VersionContent of(
            SourceText source, Metadata metadata, ChosenChunking chunking, String model, List<Chunk> chunks) {
        return new VersionContent(
                source, ContentHash.of(source, metadata, chunking, model), metadata, chunking, chunks);
    }
}
