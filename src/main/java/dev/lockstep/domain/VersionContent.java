package dev.lockstep.domain;

import java.util.List;

/**
 * The whole of what makes up one version of a document.
 *
 * @param hash see {@link ContentHash}
 */
public record VersionContent(
        SourceText source,
        String hash,
        Metadata metadata,
        ChosenChunking chunking,
        DocumentLanguage language,
        List<Chunk> chunks) {

    public VersionContent {
        chunks = List.copyOf(chunks);
    }

    /** Makes the content together with its hash. */
    public static VersionContent of(
            SourceText source,
            Metadata metadata,
            ChosenChunking chunking,
            DocumentLanguage language,
            String model,
            List<Chunk> chunks) {
        String hash = ContentHash.of(source, metadata, chunking, language.declared(), model);
        return new VersionContent(source, hash, metadata, chunking, language, chunks);
    }
}
