package dev.lockstep.features.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.ChunkingRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a request said of a document, except the document itself. It is kept with a job, as JSON.
 *
 * @param target the document to be replaced, as paths name it; null for a new one
 * @param precondition the state that it must have; null for a new one
 * @param upload how the document came; null when the input is a draft
 */
public record DocumentOrder(
        @Nullable String target,
        @Nullable Precondition precondition,
        @Nullable OnDuplicate onDuplicate,
        @Nullable Uploaded upload) {

    /** Creates the order for a new document that comes as a draft. */
    public static DocumentOrder insertion(@Nullable OnDuplicate onDuplicate) {
        return new DocumentOrder(null, null, onDuplicate, null);
    }

    /** Creates the order for a new version that comes as a draft. */
    public static DocumentOrder replacement(DocumentRef target, Precondition precondition) {
        return new DocumentOrder(target.toString(), precondition, null, null);
    }

    /** Returns the same order for a document that comes as a file. */
    public DocumentOrder with(Uploaded file) {
        return new DocumentOrder(target, precondition, onDuplicate, file);
    }

    /** Returns the document to be replaced; null for a new one. */
    @Nullable
    DocumentRef document() {
        return target == null ? null : DocumentRef.of(target);
    }

    /** Everything that the request said of a file. */
    public record Uploaded(
            @Nullable String externalId,
            @Nullable String title,
            @Nullable Map<String, Object> metadata,
            ChunkingRequest chunking,
            @JsonInclude(Include.NON_NULL) @Nullable String language,
            @Nullable String fileName,
            @Nullable String mediaType,
            @Nullable String charset) {}
}
