package dev.lockstep.web.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.domain.Document;
import dev.lockstep.features.documents.DocumentReceipt;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A document as clients see it.
 *
 * @param language its own, or that of the knowledge base; null when neither has one
 * @param status {@code ready}: all its chunks are searchable
 * @param change what the request did, in answers to writes: {@code created}, {@code replaced}, {@code metadata_changed},
 *     {@code restored}, {@code unchanged} or {@code skipped}
 */
public record DocumentView(
        UUID id,
        @Nullable String externalId,
        @Nullable String title,
        String format,
        Map<String, Object> metadata,
        @Nullable String language,
        int version,
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String change,
        String contentHash,
        ChunksView chunks,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * How many chunks the text was cut into, and how many of them are stored; the two are equal.
     *
     * @param embedded in answers to writes: how many had to be embedded for it
     * @param reused in answers to writes: how many have an embedding that was stored already
     */
    @Schema(name = "ChunkCounts")
    public record ChunksView(
            int expected,
            int stored,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer embedded,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer reused) {

        private static ChunksView of(Document document, @Nullable Integer embedded) {
            return new ChunksView(
                    document.chunksExpected(),
                    document.chunksStored(),
                    embedded,
                    embedded == null ? null : document.chunksStored() - embedded);
        }
    }

    static DocumentView of(Document document) {
        return of(document, null, null);
    }

    static DocumentView of(DocumentReceipt receipt) {
        return of(receipt.document(), receipt.change().name().toLowerCase(Locale.ROOT), receipt.embedded());
    }

    private static DocumentView of(Document document, @Nullable String change, @Nullable Integer embedded) {
        return new DocumentView(
                document.id().value(),
                document.externalId(),
                document.title(),
                document.format().name().toLowerCase(Locale.ROOT),
                document.metadata().values(),
                document.language(),
                document.version(),
                document.chunksExpected() == document.chunksStored() ? "ready" : "incomplete",
                change,
                document.contentHash(),
                ChunksView.of(document, embedded),
                document.createdAt(),
                document.updatedAt());
    }
}
