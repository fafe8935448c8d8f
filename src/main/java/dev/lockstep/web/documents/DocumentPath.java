package dev.lockstep.web.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.documents.DocumentRef;
import dev.lockstep.features.documents.Precondition;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Defines how paths and headers name documents and their versions. */
public final class DocumentPath {

    private static final String EXTERNAL = "external:";

    /** A version comes with the quotes that belong to an ETag, or without them, because many clients lose them. */
    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,9})\"|([0-9]{1,9})");

    private DocumentPath() {}

    /** Reads a path segment: the id, or {@code external:} and the client's own id. */
    public static DocumentRef ref(String segment) {
        if (segment.startsWith(EXTERNAL)) {
            return new DocumentRef.ByExternalId(segment.substring(EXTERNAL.length()));
        }
        return new DocumentRef.ById(id(segment));
    }

    private static DocumentId id(String segment) {
        try {
            return new DocumentId(UUID.fromString(segment));
        } catch (IllegalArgumentException notAnId) {
            throw new NotFound(
                    ErrorCode.DOCUMENT_NOT_FOUND,
                    "'" + segment + "' is not a document id; your own ids are written external:{external_id}",
                    Map.of("document", segment));
        }
    }

    static String etag(int version) {
        return "\"" + version + "\"";
    }

    static Precondition precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.trim().equals("*") || ifMatch != null) {
                throw invalid("If-None-Match", "takes * only, and not together with If-Match");
            }
            return Precondition.ABSENT;
        }
        if (ifMatch == null) {
            return Precondition.NONE;
        }
        return ifMatch.trim().equals("*") ? Precondition.PRESENT : Precondition.version(version(ifMatch.trim()));
    }

    private static int version(String etag) {
        Matcher version = VERSION.matcher(etag);
        if (!version.matches()) {
            throw invalid("If-Match", "takes one ETag of a document, such as \"3\", or *");
        }
        return Integer.parseInt(version.group(1) == null ? version.group(2) : version.group(1));
    }

    private static Rejected invalid(String header, String what) {
        return new Rejected(ErrorCode.INVALID_VALUE, header + " " + what, Map.of("header", header));
    }
}
