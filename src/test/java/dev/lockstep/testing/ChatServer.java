package dev.lockstep.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A chat model behind HTTP, by the protocol of OpenAI, that says what a test wants. */
public final class ChatServer implements AutoCloseable {

    private static final String DONE = "data: [DONE]\n\n";

    private final List<JsonObject> asked = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger left = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    private volatile HttpHandler behaviour = exchange -> tell(exchange, "Nothing to say.");

    private ChatServer(HttpServer server) {
        this.server = server;
    }

    public static ChatServer start() {
        return startAt(0);
    }

    /** A server at a port that is known before. */
    public static ChatServer startAt(int port) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ChatServer started = new ChatServer(http);
            http.setExecutor(started.threads);
            http.createContext("/v1/chat/completions", started::handle);
            http.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is configured as its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Each request's body. */
    public List<JsonObject> asked() {
        return asked;
    }

    /** Each request's {@code Authorization}. */
    public List<String> keys() {
        return keys;
    }

    /** How many clients went away before they were told all. */
    public int left() {
        return left.get();
    }

    public void does(HttpHandler what) {
        behaviour = what;
    }

    /** Tells it piece by piece. */
    public void says(String... pieces) {
        does(exchange -> tell(exchange, pieces));
    }

    /** Refuses with a status. */
    public void refuses(int status, String... headers) {
        does(exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    /** Tells pieces, and then goes on with small ones for ever. */
    public void talksOnAndOn(String... pieces) {
        does(exchange -> {
            begin(exchange);
            for (String piece : pieces) {
                write(exchange, event(piece, null));
            }
            while (closing.getCount() > 0) {
                write(exchange, event(" and", null));
                pause();
            }
        });
    }

    /** Tells pieces, and then says nothing more without an end. */
    public void fallsSilent(String... pieces) {
        does(exchange -> {
            begin(exchange);
            for (String piece : pieces) {
                write(exchange, event(piece, null));
            }
            silence();
        });
    }

    /** Until the test is over. */
    public void silence() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells all, and that this is all. */
    public static void tell(HttpExchange exchange, String... pieces) throws IOException {
        begin(exchange);
        for (String piece : pieces) {
            write(exchange, event(piece, null));
        }
        write(exchange, event("", "stop") + DONE);
        exchange.close();
    }

    public static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
    }

    public static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    /** One event of an answer. */
    public static String event(String piece, String finishReason) {
        JsonObject choice = new JsonObject()
                .put("index", 0)
                .put("delta", new JsonObject().put("content", piece))
                .put("finish_reason", finishReason);
        return "data: " + new JsonObject().put("id", "x").put("choices", new JsonArray().add(choice)) + "\n\n";
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        try {
            behaviour.handle(exchange);
        } catch (IOException e) {
            left.incrementAndGet();
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
