package dev.lockstep.features.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.PageStarts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as a client sends it, unchecked.
 *
 * @param externalId the client's own id for it, unique among the live documents of its knowledge base
 * @param text null when there are {@code chunks}
 * @param found the metadata in the document itself: kept where the client says nothing and the schema allows it
 * @param chunking the wishes that differ from the knowledge base's chunking
 * @param pages where they begin in the text; null when only the text itself can say so
 * @param language that the client names; null for that of the knowledge base. It is left out where it is null, so that what was
 *     asked before there were any is still the same request
 * @param chunks the text, as the client has cut it; null when there is a {@code text}
 */
public record DocumentDraft(
        @Nullable String externalId,
        @Nullable String title,
        @Nullable String text,
        Format format,
        @Nullable Map<String, Object> metadata,
        Map<String, Object> found,
        ChunkingRequest chunking,
        @Nullable PageStarts pages,
        @Nullable List<@Nullable CutChunk> chunks,
        @JsonInclude(Include.NON_NULL) @Nullable String language) {

    /** A chunk, unchecked. */
    public record CutChunk(
            @Nullable String text,
            @Nullable List<@Nullable String> headings,
            @Nullable Map<String, Object> metadata) {}

    /** Creates a draft of a text without wishes. */
    public DocumentDraft(
            @Nullable String externalId,
            @Nullable String title,
            String text,
            Format format,
            @Nullable Map<String, Object> metadata) {
        this(externalId, title, text, format, metadata, Map.of(), ChunkingRequest.NOTHING, null, null, null);
    }

    DocumentDraft withExternalId(String name) {
        return new DocumentDraft(name, title, text, format, metadata, found, chunking, pages, chunks, language);
    }

    /** Returns how many characters it has. */
    long length() {
        return text != null
                ? text.length()
                : chunks == null
                        ? 0
                        : chunks.stream()
                                .mapToLong(chunk -> chunk == null || chunk.text() == null
                                        ? 0
                                        : chunk.text().length())
                                .sum();
    }

    boolean hasText() {
        return text != null || chunks != null;
    }
}
