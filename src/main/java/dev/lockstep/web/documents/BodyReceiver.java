package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.platform.spool.Sink;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpoolSettings;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.web.http.ContentCoding;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jboss.resteasy.reactive.common.headers.HeaderUtil;

/**
 * Takes the body of the current request to disk. The methods that need it have no parameter for the body, so that the
 * framework leaves it on the connection, paused.
 */
@ApplicationScoped
class BodyReceiver {

    private final RoutingContext request;
    private final Spool spool;
    private final FormLimits limits;

    BodyReceiver(RoutingContext request, Spool spool, SpoolSettings settings) {
        this.request = request;
        this.spool = spool;
        this.limits = new FormLimits(
                settings.maxFiles(), (int) settings.maxFieldSize().asLongValue());
    }

    /**
     * Receives the whole body as a file.
     *
     * @param handler takes care of the file from here on; a file that it refuses at once is removed
     */
    <T> Uni<T> file(Function<SpooledFile, Uni<T>> handler) {
        return Uni.createFrom()
                .deferred(() -> spool.pour(body(), decoding(spool.newFile()), spool.limit()))
                .chain(file -> handOver(file, List.of(file), handler));
    }

    /**
     * Receives a form.
     *
     * @param known the names of the parts that are read
     * @param handler takes care of the files from here on; files that it refuses at once are removed
     */
    <T> Uni<T> form(Set<String> known, Function<ReceivedForm, Uni<T>> handler) {
        return Uni.createFrom().deferred(() -> form(known)).chain(form -> {
            List<SpooledFile> files =
                    form.files().stream().map(ReceivedFile::content).toList();
            return handOver(form, files, handler);
        });
    }

    private Uni<ReceivedForm> form(Set<String> known) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String boundary = HeaderUtil.extractQuotedValueFromHeader(type, "boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw noFile();
        }
        return spool.pour(body(), decoding(new FormSink(boundary, known, spool::newFile, limits)), spool.limit());
    }

    private <R, T> Uni<T> handOver(R received, List<SpooledFile> files, Function<R, Uni<T>> handler) {
        return Uni.createFrom()
                .item(() -> handler.apply(received))
                .onFailure()
                .call(() -> Paging.inTurn(files, file -> spool.remove(file.name())))
                .chain(taken -> taken);
    }

    static Rejected noFile() {
        return new Rejected(
                ErrorCode.MISSING_PROPERTY, "the form has no part 'file'", Map.of("property", DocumentUpload.FILE));
    }

    private <R> Sink<R> decoding(Sink<R> sink) {
        return ContentCoding.isGzip(request.request().getHeader(HttpHeaders.CONTENT_ENCODING))
                ? spool.gunzipping(sink)
                : sink;
    }

    private ReadStream<Buffer> body() {
        HttpServerRequest sent = request.request();
        if ("100-continue".equalsIgnoreCase(sent.getHeader("Expect"))) {
            sent.response().writeContinue();
        }
        return sent;
    }
}
