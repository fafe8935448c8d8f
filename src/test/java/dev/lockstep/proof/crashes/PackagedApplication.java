package dev.lockstep.proof.crashes;

import dev.lockstep.testing.Eventually;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as users run it: {@code java -jar}, in a process of its own, with everything embedded. */
public final class PackagedApplication implements AutoCloseable {

    /** An embedded Qdrant asks for this; others ask for none. */
    static final String QDRANT_KEY = "key-of-tests";

    private static final Pattern POSTGRES = Pattern.compile("ready at (postgresql://[^,]+)");
    private static final Pattern QDRANT = Pattern.compile("embedded Qdrant ready at http://127\\.0\\.0\\.1:(\\d+)");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Path directory;
    private final int port;
    private final Path output;
    private final Process process;

    private PackagedApplication(Path directory, int port, Path output, Process process) {
        this.directory = directory;
        this.port = port;
        this.output = output;
        this.process = process;
    }

    static PackagedApplication start(Path directory, Map<String, String> settings) throws IOException {
        return start(
                directory,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    /** @param settings further ones, as {@code name=value} */
    public static PackagedApplication start(Path directory, String... settings) throws IOException {
        return start(Path.of(System.getProperty("lockstep.test.jar")), directory, List.of(settings));
    }

    /**
     * @param jar of an application that may have been changed
     * @param settings as {@code name=value}, or options of the JVM as they are
     */
    public static PackagedApplication start(Path jar, Path directory, List<String> settings) throws IOException {
        int port = freePort();
        Files.createDirectories(directory.getParent());
        Path output = Files.createTempFile(directory.getParent(), "application", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlockstep.data-dir=" + directory,
                "-Dquarkus.http.port=" + port,
                "-Dlockstep.qdrant.api-key=" + QDRANT_KEY,
                "-Dlockstep.unit-of-work.sweep-delays=1s,2s",
                "-Dlockstep.ingestion.purge-after=1s"));
        for (String setting : settings) {
            command.add(setting.startsWith("-") ? setting : "-D" + setting);
        }
        command.addAll(List.of("-jar", jar.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        PackagedApplication application = new PackagedApplication(directory, port, output, process);
        application.awaitReady();
        return application;
    }

    /** The ports from here to 32,767 are given to nobody who asks for any: no store that starts first can get the one that is chosen. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 12_000;

    static int freePort() throws IOException {
        IOException taken = new IOException("no port is free");
        for (int i = 0; i < 100; i++) {
            try (ServerSocket socket =
                    new ServerSocket(FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS))) {
                return socket.getLocalPort();
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }

    private void awaitReady() throws IOException {
        Eventually.holds(() -> {
            if (process.isAlive() && send("GET", "/q/health/ready", null).statusCode() != 200) {
                throw new AssertionError("not ready yet");
            }
        });
        if (!process.isAlive()) {
            throw new IllegalStateException("the application ended: " + log());
        }
    }

    public HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return http.send(request(method, path, json).build(), BodyHandlers.ofString());
    }

    /** With an {@code Idempotency-Key}; the answer may never come. */
    CompletableFuture<HttpResponse<String>> sendOnce(String key, String method, String path, String json) {
        return http.sendAsync(
                request(method, path, json).header("Idempotency-Key", key).build(), BodyHandlers.ofString());
    }

    /** With {@code Prefer: respond-async}. */
    HttpResponse<String> postAsync(String path, String type, String body) throws IOException, InterruptedException {
        return http.send(
                request("POST", path, body)
                        .setHeader("Content-Type", type)
                        .header("Prefer", "respond-async")
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String json) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
    }

    Connection catalog() throws IOException, SQLException {
        Path password = directory.resolve("postgres").resolve("password");
        return DriverManager.getConnection(
                "jdbc:" + first(POSTGRES),
                "lockstep",
                Files.readString(password).strip());
    }

    int qdrantPort() throws IOException {
        return Integer.parseInt(first(QDRANT));
    }

    private String first(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(log());
        if (!matcher.find()) {
            throw new AssertionError("the log does not say " + pattern + ": " + log());
        }
        return matcher.group(1);
    }

    public String log() throws IOException {
        return Files.readString(output);
    }

    public int port() {
        return port;
    }

    /** As {@code kill -9}: nothing is flushed, no hook runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
