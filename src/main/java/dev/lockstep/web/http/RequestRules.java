package dev.lockstep.web.http;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the framework would read as something else than was written. It drops what follows a semicolon in a
 * path and replaces bytes that are not UTF-8; it takes an empty header for an absent one, and one of several headers
 * for all of them. A write would meet another document than the one named, or do without the precondition.
 */
class RequestRules {

    private static final char REPLACEMENT = '\uFFFD';

    @ServerRequestFilter(preMatching = true)
    void check(HttpServerRequest request) {
        checkPath(request.path());
        checkEncoding(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        checkOnce(HttpHeaders.CONTENT_TYPE, request);
        checkOnce(HttpHeaders.IF_MATCH, request);
        checkOnce(HttpHeaders.IF_NONE_MATCH, request);
        checkOnce(Idempotency.KEY, request);
    }

    private static void checkPath(String path) {
        if (path.indexOf(';') >= 0) {
            throw invalid("the path has a semicolon, which begins a matrix parameter: write it %3B");
        }
        // A plus sign stands for itself in a path.
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (decoded.indexOf('\0') >= 0) {
            throw invalid("the path has a NUL character (%00), which no name has");
        }
        if (decoded.indexOf(REPLACEMENT) >= 0) {
            throw invalid("the path has percent-encoded bytes that are not UTF-8, or U+FFFD, which stands for such");
        }
    }

    /** Refuses a body in a coding that nobody decodes, which would be stored as it came. */
    private static void checkEncoding(@Nullable String encoding) {
        if (!ContentCoding.isKnown(encoding)) {
            throw new Rejected(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "the body is encoded with '" + encoding + "': send it as it is, or with gzip",
                    Map.of("header", HttpHeaders.CONTENT_ENCODING));
        }
    }

    private static void checkOnce(String header, HttpServerRequest request) {
        List<String> values = request.headers().getAll(header);
        if (values.size() > 1 || (values.size() == 1 && values.get(0).isBlank())) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    header + " takes exactly one value, which must not be empty: leave it out instead",
                    Map.of("header", header));
        }
    }

    private static Rejected invalid(String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message);
    }
}
