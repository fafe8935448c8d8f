package dev.lockstep.models.chat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Asks a chat model behind HTTP by the protocol of OpenAI. */
public final class HttpChatModel implements ChatModel {

    private static final int CONNECT_MILLIS = 5_000;

    private final ChatEndpoint endpoint;
    private final HttpClient client;
    private final Vertx vertx;

    /** @param calls at most so many at a time; it takes its turns no other way, so whoever calls has to count */
    public HttpChatModel(ChatEndpoint endpoint, int calls, Vertx vertx) {
        this.endpoint = endpoint;
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(calls)
                .setMaxWaitQueueSize(calls)
                .setConnectTimeout(CONNECT_MILLIS)
                .setDecompressionSupported(true));
    }

    @Override
    public String name() {
        return endpoint.model();
    }

    @Override
    public Uni<FinishReason> write(Prompt prompt, Consumer<String> heard) {
        return Uni.createFrom().emitter(emitter -> {
            ChatCall call = new ChatCall(endpoint, heard, emitter);
            emitter.onTermination(call::cancel);
            call.start(client, request(), body(prompt), vertx);
        });
    }

    private RequestOptions request() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(endpoint.url().toString())
                .putHeader("content-type", "application/json")
                .putHeader("accept", "text/event-stream, application/json");
        endpoint.apiKey().ifPresent(key -> options.putHeader("authorization", "Bearer " + key));
        return options;
    }

    private Buffer body(Prompt prompt) {
        JsonObject body = new JsonObject()
                .put("model", endpoint.model())
                .put("stream", true)
                .put("max_tokens", prompt.maxTokens())
                .put(
                        "messages",
                        new JsonArray().add(message("system", prompt.system())).add(message("user", prompt.user())));
        endpoint.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        return body.toBuffer();
    }

    private static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    @Override
    public void close() {
        // Whoever still waits hears of the connection that goes.
        var closing = client.close();
        closing.onFailure(ignored -> {});
    }
}
