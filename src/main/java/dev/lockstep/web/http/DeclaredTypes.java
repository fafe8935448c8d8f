package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that nobody says what it is, before it is read. JSON would be stored as a text, and a text read as JSON. Where curl
 * is not told the type of what it sends, it calls it a form of a web page, which is what no operation takes.
 */
class DeclaredTypes {

    private static final String FORM_OF_A_PAGE = MediaType.APPLICATION_FORM_URLENCODED;
    private static final Pattern DOCUMENTS = Pattern.compile("/v1/knowledge-bases/[^/]+/documents(?:/[^/]+)?/?");
    private static final Pattern BATCH = Pattern.compile("/v1/knowledge-bases/[^/]+/documents(?::|%3[aA])batch/?");

    @ServerRequestFilter
    void check(HttpServerRequest request, ResourceInfo resource) {
        boolean takesBody = resource.getResourceMethod().isAnnotationPresent(Consumes.class);
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (takesBody && SlowBodies.hasBody(request) && isUndeclared(type)) {
            throw new Rejected(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    (type == null || type.isBlank() ? "the body has no Content-Type" : "no form of a web page is taken")
                            + "; " + hint(request.path()));
        }
    }

    private static boolean isUndeclared(@Nullable String type) {
        return type == null
                || type.isBlank()
                || type.strip().toLowerCase(Locale.ROOT).startsWith(FORM_OF_A_PAGE);
    }

    /** Tells which types a path takes. */
    static String hint(String path) {
        if (BATCH.matcher(path).matches()) {
            return "send lines of JSON with Content-Type: application/x-ndjson";
        }
        return DOCUMENTS.matcher(path).matches()
                ? "send a document as JSON with Content-Type: application/json, or a file with its own type (text/plain,"
                        + " text/markdown, application/pdf, ...)"
                : "send JSON with Content-Type: application/json";
    }
}
