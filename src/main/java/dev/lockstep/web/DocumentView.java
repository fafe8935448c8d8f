package dev.lockstep.web;

import dev.lockstep.domain.Document;
import dev.lockstep.ingestion.DocumentReceipt;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as clients see it.
 *
 * @param status {@code ready}: all its chunks are searchable
 * @param change what the request did, in answers to writes: {@code created}, {@code replaced}, {@code metadata_changed},
 *     {@code unchanged} or {@code skipped}
 */
public record DocumentView(
        UUID id,
        @Nullable String externalId,
        @Nullable String title,
        String format,
        Map<String, Object> metadata,
        int version,
        String status,
        @Nullable String change,
        String contentHash,
        ChunksView chunks,
        Instant createdAt,
        Instant updatedAt) {

    /** How many chunks its text was cut into, and how many are stored: equal. */
    public record ChunksView(int expected, int stored) {}

    static DocumentView of(Document document) {
        return of(document, null);
    }

    static DocumentView of(DocumentReceipt receipt) {
        return of(receipt.document(), receipt.change().name().toLowerCase(Locale.ROOT));
    }

    private static DocumentView of(Document document, @Nullable String change) {
        return new DocumentView(
                document.id().value(),
                document.externalId(),
                document.title(),
                document.format().name().toLowerCase(Locale.ROOT),
                document.metadata().values(),
                document.version(),
                document.chunksExpected() == document.chunksStored() ? "ready" : "incomplete",
                change,
                document.contentHash(),
                new ChunksView(document.chunksExpected(), document.chunksStored()),
                document.createdAt(),
                document.updatedAt());
    }
}
