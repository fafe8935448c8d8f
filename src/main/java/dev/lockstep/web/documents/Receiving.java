package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpoolSettings;
import dev.lockstep.platform.spool.SpooledFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.common.headers.HeaderUtil;

/**
 * Takes the body of the current request to disk. The methods that need it have no parameter for the body, so that the
 * framework leaves it on the connection, paused.
 */
@ApplicationScoped
class Receiving {

    private final RoutingContext request;
    private final Spool spool;
    private final FormLimits limits;

    Receiving(RoutingContext request, Spool spool, SpoolSettings settings) {
        this.request = request;
        this.spool = spool;
        this.limits = new FormLimits(
                settings.maxFiles(), (int) settings.maxFieldSize().asLongValue());
    }

    /** The whole body as a file. */
    Uni<SpooledFile> file() {
        return Uni.createFrom().deferred(() -> spool.receive(body(), spool.limit()));
    }

    /** @param known the names of the parts that are read */
    Uni<ReceivedForm> form(Set<String> known) {
        return Uni.createFrom().deferred(() -> {
            String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
            String boundary = HeaderUtil.extractQuotedValueFromHeader(type, "boundary");
            if (boundary == null || boundary.isEmpty()) {
                throw noFile();
            }
            return spool.pour(body(), new FormSink(boundary, known, spool::newFile, limits), spool.limit());
        });
    }

    static Rejected noFile() {
        return new Rejected(
                ErrorCode.MISSING_PROPERTY, "the form has no part 'file'", Map.of("property", DocumentUpload.FILE));
    }

    private ReadStream<Buffer> body() {
        HttpServerRequest sent = request.request();
        if ("100-continue".equalsIgnoreCase(sent.getHeader("Expect"))) {
            sent.response().writeContinue();
        }
        return sent;
    }
}
