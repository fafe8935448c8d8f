package dev.lockstep.web.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.web.http.JsonProblems;
import dev.lockstep.web.knowledgebases.ChunkingBody;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client says about documents that come as bytes instead of JSON: as the whole body, or as files of a
 * form.
 */
@ApplicationScoped
class DocumentUpload {

    static final String FILE = "file";
    static final String EXTERNAL_ID = "external_id";
    static final String TITLE = "title";
    static final String METADATA = "metadata";
    static final String CHUNKING = "chunking";
    static final String LANGUAGE = "language";

    /** The names of the form parts that are read. */
    static final Set<String> PARTS =
            Set.of(FILE, EXTERNAL_ID, TITLE, METADATA, CHUNKING, LANGUAGE, OnDuplicateBody.NAME);

    private final ObjectMapper json;

    DocumentUpload(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads what the client says in an address or in the fields of a form.
     *
     * @param metadata a JSON object
     * @param chunking a JSON object
     */
    UploadWishes wishes(
            @Nullable String externalId,
            @Nullable String title,
            @Nullable String metadata,
            @Nullable String chunking,
            @Nullable String language) {
        return new UploadWishes(
                externalId,
                title,
                metadata == null ? null : object(METADATA, metadata, new TypeReference<Map<String, Object>>() {}),
                ChunkingBody.request(
                        chunking == null ? null : object(CHUNKING, chunking, new TypeReference<ChunkingBody>() {})),
                language);
    }

    UploadWishes wishes(Map<String, String> fields) {
        return wishes(
                fields.get(EXTERNAL_ID),
                fields.get(TITLE),
                fields.get(METADATA),
                fields.get(CHUNKING),
                fields.get(LANGUAGE));
    }

    private <T> T object(String name, String value, TypeReference<T> type) {
        try {
            T read = json.readValue(value, type);
            if (read == null) {
                throw notAnObject(name, "null");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw notAnObject(name, JsonProblems.firstSentence(e));
        }
    }

    private static Rejected notAnObject(String name, String why) {
        return new Rejected(
                ErrorCode.MALFORMED_JSON,
                "'" + name + "' is not the expected JSON object: " + why,
                Map.of("property", name));
    }
}
