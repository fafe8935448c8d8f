package dev.lockstep.features.jobs;

import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.features.documents.DocumentRef;
import dev.lockstep.features.documents.OnDuplicate;
import dev.lockstep.features.documents.Precondition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request said of a document, but for the document.
 *
 * @param target the document to be replaced, as paths name it; null for a new one
 * @param precondition what it must be like; null for a new one
 * @param upload how the document came; null when the input is a draft
 */
public record DocumentOrder(
        @Nullable String target,
        @Nullable Precondition precondition,
        @Nullable OnDuplicate onDuplicate,
        @Nullable Uploaded upload) {

    /** Of a document that comes as a draft. */
    public static DocumentOrder insertion(@Nullable OnDuplicate onDuplicate) {
        return new DocumentOrder(null, null, onDuplicate, null);
    }

    /** Of a new version that comes as a draft. */
    public static DocumentOrder replacement(DocumentRef target, Precondition precondition) {
        return new DocumentOrder(target.toString(), precondition, null, null);
    }

    /** The same of a document that comes as a file. */
    public DocumentOrder with(Uploaded file) {
        return new DocumentOrder(target, precondition, onDuplicate, file);
    }

    /** What was said of a file. */
    public record Uploaded(
            @Nullable String externalId,
            @Nullable String title,
            @Nullable Map<String, Object> metadata,
            ChunkingRequest chunking,
            @Nullable String fileName,
            @Nullable String mediaType,
            @Nullable String charset) {}
}
