package dev.lockstep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.ingestion.DocumentDraft;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
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

    private static final MediaType MARKDOWN = new MediaType("text", "markdown");

    private static final MediaType UNKNOWN = MediaType.APPLICATION_OCTET_STREAM_TYPE;

    private final Vertx vertx;
    private final ObjectMapper json;

    DocumentUpload(Vertx vertx, ObjectMapper json) {
        this.vertx = vertx;
        this.json = json;
    }

    /** The body is the text. */
    DocumentDraft raw(byte[] body, MediaType type, @Nullable String externalId, @Nullable String title) {
        requireUtf8(type);
        return draft(externalId, title, Bodies.utf8(body), format(type), null);
    }

    /** The first part named {@code file} is the text; other parts say more of it. */
    Uni<DocumentDraft> form(
            @Nullable FileUpload file, @Nullable String externalId, @Nullable String title, @Nullable String metadata) {
        UnknownParameters.requireParts(FILE, EXTERNAL_ID, TITLE, METADATA, OnDuplicateBody.NAME);
        if (file == null) {
            throw new Rejected(ErrorCode.MISSING_PROPERTY, "the form has no part 'file'", Map.of("property", FILE));
        }
        Format format = format(file);
        requireUtf8(type(file));
        Map<String, Object> parsed = metadata(metadata);
        return vertx.fileSystem()
                .readFile(file.uploadedFile().toString())
                .map(content -> draft(externalId, title, Bodies.utf8(content.getBytes()), format, parsed));
    }

    private static DocumentDraft draft(
            @Nullable String externalId,
            @Nullable String title,
            String text,
            Format format,
            @Nullable Map<String, Object> metadata) {
        return new DocumentDraft(externalId, title, text, format, metadata);
    }

    private static void requireUtf8(MediaType type) {
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!charset.toLowerCase(Locale.ROOT).replace("\"", "").equals("utf-8")) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "text must be sent in UTF-8, not " + charset);
        }
    }

    private static Format format(MediaType type) {
        return type.isCompatible(MARKDOWN) ? Format.MARKDOWN : Format.TEXT;
    }

    private static Format format(FileUpload file) {
        String name = file.fileName() == null ? "" : file.fileName().toLowerCase(Locale.ROOT);
        MediaType type = type(file);
        if (name.endsWith(".md") || name.endsWith(".markdown") || type.isCompatible(MARKDOWN)) {
            return Format.MARKDOWN;
        }
        if (name.endsWith(".txt") || type.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
            return Format.TEXT;
        }
        throw new Rejected(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "the file '" + file.fileName() + "' (" + type + ") is neither plain text nor Markdown",
                Map.of("supported", "text/plain, text/markdown"));
    }

    /** What browsers and curl say of a file they know nothing about is as good as nothing said. */
    private static MediaType type(FileUpload file) {
        try {
            return file.contentType() == null ? UNKNOWN : MediaType.valueOf(file.contentType());
        } catch (IllegalArgumentException noMediaType) {
            return UNKNOWN;
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
