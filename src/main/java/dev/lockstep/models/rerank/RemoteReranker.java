package dev.lockstep.models.rerank;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.models.embedding.ModelRefusal;
import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks a reranker behind HTTP, by the protocol that Cohere, Jina, vLLM and others share: {@code {model, query, documents, top_n}} is
 * answered with {@code {results: [{index, relevance_score}]}}.
 */
final class RemoteReranker implements Reranker, AutoCloseable {

    private static final String URL = "lockstep.rerank.url";

    /** This is longer than any search waits: it only keeps a silent server from holding a place for ever. */
    private static final long IDLE_MILLIS = 10_000;

    private final URI url;
    private final Optional<String> apiKey;
    private final Optional<String> model;
    private final int requests;
    private final HttpClient client;
    private final AtomicInteger underWay = new AtomicInteger();

    private RemoteReranker(URI url, RerankSettings settings, Vertx vertx) {
        this.url = url;
        apiKey = settings.apiKey();
        model = settings.model();
        requests = settings.requests();
        client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(requests)
                .setMaxWaitQueueSize(requests)
                .setConnectTimeout((int) IDLE_MILLIS)
                .setDecompressionSupported(true));
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service */
    static RemoteReranker at(String url, RerankSettings settings, Vertx vertx) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw noAddress(url);
        }
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw noAddress(url);
        }
        if (uri.getUserInfo() != null) {
            throw ModelRefusal.because(
                    URL, uri.getHost(), "it has a user or password in it", "set lockstep.rerank.api-key instead");
        }
        return new RemoteReranker(uri, settings, vertx);
    }

    private static RuntimeException noAddress(String url) {
        return ModelRefusal.because(
                URL,
                url.replaceAll("//.*@", "//...@"),
                "that is not the address of a reranker",
                "set one like https://host:port/v1/rerank");
    }

    @Override
    public String name() {
        return model.orElseGet(url::getHost);
    }

    @Override
    public Uni<float[]> score(String query, List<String> texts) {
        List<String> copy = List.copyOf(texts);
        return CallerContext.resume(Uni.createFrom().emitter(emitter -> begin(query, copy, emitter)));
    }

    private void begin(String query, List<String> texts, UniEmitter<? super float[]> emitter) {
        if (texts.isEmpty()) {
            emitter.complete(new float[0]);
            return;
        }
        if (underWay.incrementAndGet() > requests) {
            underWay.decrementAndGet();
            emitter.fail(new Overloaded(
                    ErrorCode.OVERLOADED,
                    "Too much is being reranked (" + requests + " requests). Nothing of this one was begun.",
                    Map.of("max_requests", requests)));
            return;
        }
        RemoteCall call = new RemoteCall(texts.size(), url, emitter, underWay::decrementAndGet);
        emitter.onTermination(call::cancel);
        call.start(client, request(), body(query, texts));
    }

    private RequestOptions request() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setIdleTimeout(IDLE_MILLIS)
                .putHeader("content-type", "application/json")
                .putHeader("accept", "application/json");
        apiKey.ifPresent(key -> options.putHeader("authorization", "Bearer " + key));
        return options;
    }

    private Buffer body(String query, List<String> texts) {
        JsonObject body = new JsonObject()
                .put("query", query)
                .put("documents", new JsonArray(texts))
                .put("top_n", texts.size());
        model.ifPresent(name -> body.put("model", name));
        return body.toBuffer();
    }

    @Override
    public void close() {
        // Whoever still waits hears of the connection that goes.
        var closing = client.close();
        closing.onFailure(ignored -> {});
    }
}
