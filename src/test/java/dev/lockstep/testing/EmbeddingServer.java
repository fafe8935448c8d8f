package dev.lockstep.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Embedding models behind HTTP, by the protocols of OpenAI ({@code /v1/embeddings}) and Ollama ({@code /api/embed}), that do what a
 * test wants. Texts are near each other when they share words.
 */
public final class EmbeddingServer implements HttpHandler, AutoCloseable {

    public static final int DIMENSION = 64;

    /** What the service of the tests knows a model of such a server by. */
    public static final String NAME = "remote";

    private static final String CURRENT = "lockstep.test.embedding-server";

    /** One request. */
    public record Asked(String path, JsonObject body, String authorization, String traceParent) {

        public List<String> texts() {
            return input(body);
        }
    }

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Queue<HttpHandler> next = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Runnable stop;
    private final int port;

    private volatile HttpHandler behaviour = answers(DIMENSION);

    private EmbeddingServer(int wanted) {
        HttpServer own = listen(this, wanted);
        port = own.getAddress().getPort();
        stop = () -> own.stop(0);
    }

    private EmbeddingServer(Runnable stop) {
        port = 0;
        this.stop = stop;
    }

    /** A server of its own. */
    public static EmbeddingServer start() {
        return new EmbeddingServer(0);
    }

    /** A server at a port that is known before. */
    public static EmbeddingServer startAt(int port) {
        return new EmbeddingServer(port);
    }

    /** The server that the service of the tests knows; until it is closed, this one says what it does. */
    public static EmbeddingServer ofTheService() {
        EmbeddingServer current =
                new EmbeddingServer(() -> System.getProperties().remove(CURRENT));
        System.getProperties().put(CURRENT, current);
        return current;
    }

    /** Makes the service of the tests know a server. Tests and this may be of different class loaders: they share the JVM alone. */
    static Map<String, String> settings() {
        HttpServer shared = listen(exchange -> {
            if (System.getProperties().get(CURRENT) instanceof HttpHandler current) {
                current.handle(exchange);
            } else {
                refuses(503).handle(exchange);
            }
        });
        String model = "lockstep.embedding.models." + NAME;
        return Map.of(
                model + ".remote.url", "http://127.0.0.1:" + shared.getAddress().getPort() + "/v1",
                model + ".remote.model", "some-model",
                model + ".remote.dimension", String.valueOf(DIMENSION),
                model + ".remote.api-key", "s3cret",
                model + ".remote.batch", "4",
                model + ".remote.timeout", "2s",
                model + ".remote.query-timeout", "2s",
                // One breaker serves all tests of the shared application.
                model + ".remote.breaker.window", "1000");
    }

    private static HttpServer listen(HttpHandler handler) {
        return listen(handler, 0);
    }

    private static HttpServer listen(HttpHandler handler, int port) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            http.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "embedding-server");
                thread.setDaemon(true);
                return thread;
            }));
            http.createContext("/", handler);
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is configured as its address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public List<Asked> asked() {
        return asked;
    }

    /** From now on. */
    public void does(HttpHandler what) {
        behaviour = what;
    }

    /** Once each, in this order, before what it does otherwise. */
    public void doesFirst(HttpHandler... once) {
        next.addAll(List.of(once));
    }

    /** A vector of that many dimensions for each text. */
    public static HttpHandler answers(int dimension) {
        return exchange -> send(exchange, 200, answer(exchange, dimension));
    }

    /** Answers, each time after a while. */
    public static HttpHandler slowly(Duration after) {
        return exchange -> {
            try {
                Thread.sleep(after.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answers(DIMENSION).handle(exchange);
        };
    }

    public static HttpHandler says(String body) {
        return exchange -> send(exchange, 200, body);
    }

    public static HttpHandler refuses(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            send(exchange, status, "{\"error\": {\"message\": \"no, because of\\n s3cret reasons\"}}");
        };
    }

    /** A part of an answer, although all of it was promised. */
    public static HttpHandler breaksOff() {
        return exchange -> {
            byte[] whole = answer(exchange, DIMENSION).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(whole, 0, whole.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("the server dies");
        };
    }

    /** No answer at all, nor to anybody else from now on: nothing listens any more. */
    public HttpHandler dies() {
        return exchange -> {
            stop.run();
            throw new IOException("the server dies");
        };
    }

    /** No answer at all. */
    public static HttpHandler hangsUp() {
        return exchange -> {
            throw new IOException("the server dies");
        };
    }

    /** The head of an answer and the beginning of it, and nothing more until the test is over. */
    public HttpHandler fallsSilent() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            silence();
        };
    }

    /** An answer without end. */
    public static HttpHandler neverEnds() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(part);
            }
        };
    }

    private void silence() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        // To be read again by who answers. An attribute would be one of the context, which all exchanges share.
        exchange.setStreams(new ByteArrayInputStream(bytes), null);
        asked.add(new Asked(
                exchange.getRequestURI().getPath(),
                json(bytes),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("traceparent"))));
        HttpHandler once = next.poll();
        (once == null ? behaviour : once).handle(exchange);
    }

    /** Several texts, or one that stands alone. */
    private static List<String> input(JsonObject body) {
        return body.getValue("input") instanceof JsonArray texts
                ? texts.stream().map(String.class::cast).toList()
                : List.of(body.getString("input"));
    }

    private static JsonObject json(byte[] bytes) {
        return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String answer(HttpExchange exchange, int dimension) throws IOException {
        List<String> texts = input(json(exchange.getRequestBody().readAllBytes()));
        JsonArray vectors = new JsonArray();
        boolean ollama = exchange.getRequestURI().getPath().startsWith("/api");
        for (int i = 0; i < texts.size(); i++) {
            JsonArray vector = vector(texts.get(i), dimension);
            vectors.add(
                    ollama
                            ? vector
                            : new JsonObject()
                                    .put("object", "embedding")
                                    .put("index", i)
                                    .put("embedding", vector));
        }
        return new JsonObject()
                .put("model", "some-model")
                .put(ollama ? "embeddings" : "data", vectors)
                .encode();
    }

    /** Not of unit length, as some servers give them. */
    private static JsonArray vector(String text, int dimension) {
        float[] counts = new float[dimension];
        counts[0] = 0.1f;
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            counts[Math.floorMod(word.hashCode() * 0x9E3779B9, dimension)] += 1;
        }
        JsonArray vector = new JsonArray();
        for (float count : counts) {
            vector.add(count);
        }
        return vector;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        stop.run();
    }
}
