package dev.lockstep.web.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.features.documents.DocumentDraft.CutChunk;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.web.knowledgebases.ChunkingBody;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A document to be stored. */
public record DocumentBody(
        @Schema(
                description = "Your own id, unique in the knowledge base",
                examples = "handbook/leave",
                ref = "ExternalId")
        @Nullable
        String externalId,

        @Schema(examples = "Parental leave", ref = "Title") @Nullable
        String title,

        @Schema(examples = "Parents can take up to 14 months of leave.", ref = "Text") @Nullable
        String text,

        @Nullable FormatBody format,

        @Schema(examples = "{\"team\": \"people\", \"year\": 2026}", ref = "Metadata") @Nullable
        Map<String, Object> metadata,

        @Schema(description = "Otherwise than the knowledge base has it; kept when that is built anew") @Nullable
        ChunkingBody chunking,

        @Schema(
                description =
                        "The language of its words, as an ISO 639-1 code, or und for none in particular. Left out:"
                                + " that of the knowledge base, or the one found in the text if that has auto",
                examples = "de",
                ref = "Language")
        @JsonInclude(Include.NON_NULL)
        @Nullable
        String language,

        @Schema(
                description =
                        "Instead of text: what you have cut already, stored as it is, or refused if it does not fit",
                minItems = 1)
        @Nullable
        List<@Nullable ChunkBody> chunks,

        @Schema(
                description = "Of an insertion: what to do when there is one with this external id or, without one,"
                        + " with this content. Left out: the same content changes nothing, another one for the same"
                        + " external id is refused, and without an external id nothing is looked for")
        @Nullable
        OnDuplicateBody onDuplicate,

        @Schema(
                description = "Of an insertion, instead of text: where to fetch it, if that is switched on",
                examples = "https://example.org/handbook.pdf",
                format = "uri")
        @Nullable
        String url) {

    private static final String URL = "url";

    DocumentInsertion insertion() {
        return new DocumentInsertion(draft(), OnDuplicateBody.of(onDuplicate));
    }

    /** Returns what the client says of the document that is to be fetched. */
    UploadWishes wishes() {
        if (text != null || chunks != null || format != null) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'url' replaces 'text', 'chunks' and 'format': leave those out",
                    Map.of("property", URL));
        }
        return new UploadWishes(externalId, title, metadata, ChunkingBody.request(chunking), language);
    }

    public DocumentDraft draft() {
        if (url != null) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'url' is for a new document in a request of its own (POST .../documents)",
                    Map.of("property", URL));
        }
        return new DocumentDraft(
                externalId,
                title,
                text,
                format == FormatBody.markdown ? Format.MARKDOWN : Format.TEXT,
                metadata,
                Map.of(),
                ChunkingBody.request(chunking),
                null,
                chunks == null
                        ? null
                        : chunks.stream()
                                .map(chunk -> chunk == null ? null : chunk.cut())
                                .toList(),
                language);
    }

    /** A chunk that the client has cut. */
    public record ChunkBody(
            @Schema(examples = "Parents can take up to 14 months of leave.", required = true, ref = "Text") @Nullable
            String text,

            @Schema(
                    description = "Those it stands under, outermost first",
                    examples = "[\"Leave\", \"Parents\"]",
                    maxItems = 6)
            @Nullable
            List<@Nullable String> headings,

            @Schema(description = "Shown with the chunk, and not filtered by", ref = "Metadata") @Nullable
            Map<String, Object> metadata) {

        CutChunk cut() {
            return new CutChunk(text, headings, metadata);
        }
    }

    /** The format of a text, as it is written on the wire. */
    public enum FormatBody {
        text,
        markdown
    }
}
