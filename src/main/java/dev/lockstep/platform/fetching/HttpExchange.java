package dev.lockstep.platform.fetching;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.platform.fetching.FetchTarget.Scheme;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A question to a server and the head of its answer, whose body is paused.
 *
 * <p>The connection is made to the very address that was checked; the name only goes into the Host header and, with https, into
 * the handshake. A second look-up could give another address.
 */
record HttpExchange(HttpClientRequest request, HttpClientResponse response) {

    static Uni<HttpExchange> open(HttpClient client, FetchTarget target, InetAddress address, Duration connectTimeout) {
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.scheme() == Scheme.HTTPS)
                .setURI(target.pathAndQuery())
                .setConnectTimeout(connectTimeout.toMillis())
                .putHeader("User-Agent", "Lockstep")
                .putHeader("Accept", "*/*")
                .putHeader("Accept-Encoding", "identity");
        return CallerContext.resume(Uni.createFrom().emitter(waiting -> {
            AtomicBoolean over = new AtomicBoolean();
            waiting.onTermination(() -> over.set(true));
            client.request(question)
                    .compose(request -> request.send().map(response -> {
                        response.pause();
                        // This handler is for an answer that is closed unread; whoever reads it sets one that says
                        // more.
                        response.exceptionHandler(broken -> {});
                        return new HttpExchange(request, response);
                    }))
                    .onSuccess(exchange -> {
                        if (over.get()) {
                            exchange.close();
                        }
                        waiting.complete(exchange);
                    })
                    .onFailure(failure -> waiting.fail(unanswered(target, failure)));
        }));
    }

    private static Rejected unanswered(FetchTarget target, Throwable failure) {
        return new Rejected(ErrorCode.URL_FAILED, target.host() + " has not answered: " + reason(failure));
    }

    /** Finds the reason of a failure. The fault of a certificate stands below what has failed for it. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == failure ? failure.getMessage() : failure.getMessage() + " (" + root.getMessage() + ")";
    }

    /** Gives up the rest of the answer, which nobody wants any more. */
    void close() {
        request.reset();
    }
}
