package dev.lockstep.web.documents;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes a form with files for OpenAPI; {@link FormSink} reads the form itself. */
@Schema(name = "DocumentForm")
public record FormBody(
        @Schema(
                type = SchemaType.ARRAY,
                implementation = FormBody.Bytes.class,
                description = "Each is a document",
                required = true,
                minItems = 1)
        List<String> file,

        @Schema(description = "Of a single file: your own id, unique in the knowledge base", ref = "ExternalId")
        @Nullable
        String externalId,

        @Schema(description = "Of a single file", ref = "Title") @Nullable
        String title,

        @Schema(description = "As JSON, for all files", examples = "{\"team\": \"people\"}", ref = "Metadata") @Nullable
        String metadata,

        @Schema(
                description = "As JSON, as in a document: for all files",
                examples = "{\"strategy\": \"headings\"}",
                ref = "Chunking")
        @Nullable
        String chunking,

        @Schema(description = "An ISO 639-1 code, as in a document: for all files", examples = "de", ref = "Language")
        @Nullable
        String language,

        @Nullable OnDuplicateBody onDuplicate) {

    /** The type of a file in the description. */
    @Schema(type = SchemaType.STRING, format = "binary")
    public interface Bytes {}
}
