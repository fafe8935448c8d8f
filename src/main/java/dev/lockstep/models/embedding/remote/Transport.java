package dev.lockstep.models.embedding.remote;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.lockstep.models.embedding.remote.RemoteFailure.Kind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks HTTP for langchain4j's clients: each request ends in time, no answer is larger than one can be, and what a refusal says is kept.
 * It knows the key, so that they do not have to, and logs nothing.
 */
final class Transport implements HttpClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final EmbeddingEndpoint endpoint;
    private final long largestAnswer;
    private final java.net.http.HttpClient client;

    Transport(EmbeddingEndpoint endpoint, long largestAnswer) {
        this.endpoint = endpoint;
        this.largestAnswer = largestAnswer;
        // A key must not follow a redirection to somebody else.
        client = java.net.http.HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = await(client.sendAsync(http(request), info -> new BoundedBody(largestAnswer)));
        if (response.statusCode() / 100 != 2) {
            throw RemoteRefusals.of(endpoint, response);
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(new String(response.body(), StandardCharsets.UTF_8))
                .build();
    }

    private java.net.http.HttpRequest http(HttpRequest request) {
        var http = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> http.header(name, value)));
        endpoint.apiKey().ifPresent(key -> http.setHeader("Authorization", "Bearer " + key));
        W3CTraceContextPropagator.getInstance()
                .inject(Context.current(), http, java.net.http.HttpRequest.Builder::setHeader);
        String body = endpoint.protocol().complete(request.body());
        return http.method(request.method().name(), BodyPublishers.ofString(body))
                .build();
    }

    /** Waits for the whole answer in time, since the client's own timeout ends with the head of the answer. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) {
        try {
            return answer.get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RemoteFailure(Kind.LATE, "did not answer within " + endpoint.timeout(), e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteFailure(Kind.AWAY, "is no longer waited for", e);
        } finally {
            boolean ignored = answer.cancel(true);
        }
    }

    private static RemoteFailure failure(Throwable cause) {
        if (cause instanceof BoundedBody.TooLarge) {
            return new RemoteFailure(Kind.BROKEN, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new RemoteFailure(Kind.AWAY, "can't be reached", cause);
        }
        return cause instanceof IOException
                ? new RemoteFailure(Kind.BROKEN, "broke off its answer", cause)
                : new RemoteFailure(Kind.AWAY, "could not be asked: " + cause, cause);
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("nothing is streamed");
    }

    /** Returns a builder of this transport: the clients want to build it themselves, with times of their own. */
    HttpClientBuilder builder() {
        return new Ready(this);
    }

    private record Ready(Transport transport) implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return CONNECT;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return transport.endpoint.timeout();
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public HttpClient build() {
            return transport;
        }
    }
}
