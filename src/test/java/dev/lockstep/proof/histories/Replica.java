package dev.lockstep.proof.histories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.proof.crashes.PackagedApplication;
import dev.lockstep.testing.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of the service, its wires to both stores, and a client that sends it requests. */
final class Replica implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    interface Launch {
        PackagedApplication start(Replica replica) throws IOException;
    }

    private final String name;
    private final TcpProxy postgres;
    private final TcpProxy qdrant;
    private final Launch launch;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private CompletableFuture<PackagedApplication> application;

    Replica(String name, TcpProxy postgres, TcpProxy qdrant, Launch launch) {
        this.name = name;
        this.postgres = postgres;
        this.qdrant = qdrant;
        this.launch = launch;
        this.application = starting();
    }

    private CompletableFuture<PackagedApplication> starting() {
        long end = System.nanoTime() + LONGEST_START.toNanos() / 2;
        return CompletableFuture.supplyAsync(() -> startUntil(end));
    }

    /** As a process manager does: a store that was away at the start is there at one of the next. */
    private PackagedApplication startUntil(long end) {
        while (true) {
            try {
                return launch.start(this);
            } catch (IOException | IllegalStateException | AssertionError e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    TcpProxy postgres() {
        return postgres;
    }

    TcpProxy qdrant() {
        return qdrant;
    }

    boolean isUp() {
        return application.isDone();
    }

    void awaitUp() {
        try {
            application.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(name + " did not start", e);
        }
    }

    /** As {@code kill -9}; it comes up again by itself, with whole wires. */
    void crash() {
        awaitUp();
        try {
            application.join().kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        postgres.mend();
        qdrant.mend();
        application = starting();
    }

    Answer send(Write write) {
        return send(write.method(), write.path(), write.body(), write.key());
    }

    Answer get(String path) {
        return send("GET", path, null, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body, null);
    }

    private Answer send(String method, String path, @Nullable String body, @Nullable String key) {
        if (!isUp()) {
            return Answer.LOST;
        }
        URI uri = URI.create("http://127.0.0.1:" + application.join().port() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            boolean replayed =
                    response.headers().firstValue("Idempotency-Replayed").isPresent();
            return new Answer(response.statusCode(), parse(response), replayed);
        } catch (IOException lost) {
            return Answer.LOST;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) throws JsonProcessingException {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return JSON.readTree(json ? response.body() : "{}");
    }

    @Override
    public void close() throws InterruptedException {
        awaitUp();
        application.join().kill();
        postgres.close();
        qdrant.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
