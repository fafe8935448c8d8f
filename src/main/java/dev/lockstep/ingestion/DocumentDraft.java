package dev.lockstep.ingestion;

import dev.lockstep.domain.Format;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as a client sends it, unchecked.
 *
 * @param externalId the client's own id for it, unique among the live documents of its knowledge base
 * @param chunkTokens and {@code overlapTokens}: as the knowledge base has them when absent
 */
public record DocumentDraft(
        @Nullable String externalId,
        @Nullable String title,
        @Nullable String text,
        Format format,
        @Nullable Map<String, Object> metadata,
        @Nullable Integer chunkTokens,
        @Nullable Integer overlapTokens) {

    DocumentDraft withExternalId(String name) {
        return new DocumentDraft(name, title, text, format, metadata, chunkTokens, overlapTokens);
    }
}
