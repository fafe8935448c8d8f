package dev.lockstep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.ChunkingRequest;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.ingestion.DocumentDraft;
import dev.lockstep.parsing.Parsing;
import dev.lockstep.parsing.Upload;
import dev.lockstep.parsing.formats.Content;
import dev.lockstep.parsing.formats.ParsedDocument;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Documents that come as bytes instead of JSON: as the whole body, or as a file of a form. */
@ApplicationScoped
class DocumentUpload {

    static final String FILE = "file";
    static final String EXTERNAL_ID = "external_id";
    static final String TITLE = "title";
    static final String METADATA = "metadata";

    private static final String CHARSET = "charset";

    private final Parsing parsing;
    private final ObjectMapper json;

    DocumentUpload(Parsing parsing, ObjectMapper json) {
        this.parsing = parsing;
        this.json = json;
    }

    /** The body is the document. */
    Uni<DocumentDraft> raw(byte[] body, @Nullable MediaType type, @Nullable String externalId, @Nullable String title) {
        return parsing.parse(upload(new Content.InMemory(body), null, type))
                .map(document -> draft(externalId, title, document, null));
    }

    /** The first part named {@code file} is the document; other parts say more of it. */
    Uni<DocumentDraft> form(
            @Nullable FileUpload file, @Nullable String externalId, @Nullable String title, @Nullable String metadata) {
        UnknownParameters.requireParts(FILE, EXTERNAL_ID, TITLE, METADATA, OnDuplicateBody.NAME);
        if (file == null) {
            throw new Rejected(ErrorCode.MISSING_PROPERTY, "the form has no part 'file'", Map.of("property", FILE));
        }
        Map<String, Object> parsed = metadata(metadata);
        return parsing.parse(upload(new Content.InFile(file.uploadedFile()), file.fileName(), type(file)))
                .map(document -> draft(externalId, title, document, parsed));
    }

    private static Upload upload(Content content, @Nullable String fileName, @Nullable MediaType type) {
        if (type == null) {
            return new Upload(content, fileName, null, null);
        }
        String charset = type.getParameters().get(CHARSET);
        return new Upload(
                content,
                fileName,
                type.getType() + "/" + type.getSubtype(),
                charset == null ? null : charset.replace("\"", ""));
    }

    /** What the client says of a document counts more than what the document says. */
    private static DocumentDraft draft(
            @Nullable String externalId,
            @Nullable String title,
            ParsedDocument document,
            @Nullable Map<String, Object> metadata) {
        return new DocumentDraft(
                externalId,
                title == null ? document.title() : title,
                document.text(),
                document.format(),
                metadata,
                document.metadata(),
                ChunkingRequest.NOTHING,
                null,
                null);
    }

    private static @Nullable MediaType type(FileUpload file) {
        try {
            return file.contentType() == null ? null : MediaType.valueOf(file.contentType());
        } catch (IllegalArgumentException noMediaType) {
            return null;
        }
    }

    private @Nullable Map<String, Object> metadata(@Nullable String metadata) {
        if (metadata == null) {
            return null;
        }
        try {
            return json.readValue(metadata, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new Rejected(
                    ErrorCode.MALFORMED_JSON,
                    "the part 'metadata' is not a JSON object: " + JsonProblems.firstSentence(e),
                    Map.of("property", METADATA));
        }
    }
}
