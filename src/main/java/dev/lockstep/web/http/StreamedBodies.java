package dev.lockstep.web.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells which requests carry files, whose bodies stream to disk. All others are JSON, which is read in memory. */
final class StreamedBodies {

    private static final Pattern POSTED = Pattern.compile("/v1/knowledge-bases/[^/]+/documents");
    private static final Pattern PUT = Pattern.compile("/v1/knowledge-bases/[^/]+/documents/[^/]+");
    private static final Pattern BATCH = Pattern.compile("/v1/knowledge-bases/[^/]+/documents(:|%3[aA])batch");

    private StreamedBodies() {}

    static boolean is(HttpServerRequest request) {
        String path = request.path();
        return switch (request.method().name()) {
            case "POST" ->
                BATCH.matcher(path).matches() || (POSTED.matcher(path).matches() && !isJson(request));
            case "PUT" -> PUT.matcher(path).matches() && !isJson(request);
            default -> false;
        };
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null || type.strip().toLowerCase(Locale.ROOT).startsWith("application/json");
    }
}
