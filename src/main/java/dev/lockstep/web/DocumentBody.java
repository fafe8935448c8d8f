package dev.lockstep.web;

import dev.lockstep.domain.Format;
import dev.lockstep.ingestion.DocumentDraft;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A document to be stored. */
public record DocumentBody(
        @Schema(description = "Your own id, unique in the knowledge base", examples = "handbook/leave") @Nullable
        String externalId,

        @Schema(examples = "Parental leave") @Nullable String title,

        @Schema(examples = "Parents can take up to 14 months of leave.") @Nullable
        String text,

        @Nullable FormatBody format,

        @Schema(examples = "{\"team\": \"people\", \"year\": 2026}") @Nullable
        Map<String, Object> metadata,

        @Nullable ChunkingBody chunking,

        @Schema(
                description = "Of an insertion: what to do when there is one with this external id or, without one,"
                        + " with this content. Left out: the same content changes nothing, another one for the same"
                        + " external id is refused, and without an external id nothing is looked for")
        @Nullable
        OnDuplicateBody onDuplicate) {

    DocumentDraft draft() {
        ChunkingBody sizes = Objects.requireNonNullElse(chunking, ChunkingBody.DEFAULT);
        return new DocumentDraft(
                externalId,
                title,
                text,
                format == FormatBody.markdown ? Format.MARKDOWN : Format.TEXT,
                metadata,
                sizes.maxTokens(),
                sizes.overlapTokens());
    }

    /** As on the wire. */
    public enum FormatBody {
        text,
        markdown
    }
}
