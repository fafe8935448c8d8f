package dev.lockstep.proof.crashes;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** {@code ./mvnw quarkus:dev} in a process of its own. */
final class DevelopmentMode implements AutoCloseable {

    /** The second bit stands for signal 2. */
    private static final long SIGINT = 0b10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> NEEDED =
            List.of("pom.xml", "mvnw", ".mvn", "src/main", "examples", "compose-devservices.yml");

    /** The development mode needs some artifacts that no build needs, and there may be no registry now. */
    private static final Pattern MISSING = Pattern.compile(
            "(Could not|Failure to) (transfer|find) |in offline mode|Failed to (resolve|collect) (artifact|dependencies)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process maven;
    private final URI root;
    private final Path output;

    private DevelopmentMode(Process maven, URI root, Path output) {
        this.maven = maven;
        this.root = root;
        this.output = output;
    }

    static Path copyOfTheProject(Path target) throws IOException {
        for (String each : NEEDED) {
            copy(Path.of(each), target.resolve(each));
        }
        return target;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Starts it and waits until both stores are ready. */
    static DevelopmentMode start(Path project, Path data, String... settings) throws Exception {
        int port = PackagedApplication.freePort();
        Path output = Files.createTempFile(project.getParent(), "development", ".log");
        List<String> command = new ArrayList<>(List.of(
                project.resolve("mvnw").toString(),
                "-B",
                "-ntp",
                "quarkus:dev",
                "-Ddebug=false",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.console.enabled=false",
                "-Dlockstep.data-dir=" + data));
        command.addAll(List.of(settings));
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Quarkus asks some questions of people only.
        maven.environment().remove("CI");
        // What removes the containers of killed processes needs an image of its own.
        maven.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        DevelopmentMode mode = new DevelopmentMode(maven.start(), URI.create("http://127.0.0.1:" + port), output);
        mode.awaitReady();
        return mode;
    }

    private void awaitReady() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!maven.isAlive() || System.nanoTime() > end) {
                close();
                assumeFalse(
                        MISSING.matcher(log()).find(),
                        () -> "not tested, for Maven has not found all that the development mode needs, see " + output);
                fail("it does not serve: " + log());
            }
            Thread.sleep(200);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
    }

    @CanIgnoreReturnValue
    HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Calls what is behind a button of the Dev UI, without waiting for an answer. */
    void callDevUi(String method, String parameters) throws Exception {
        URI address = URI.create(
                "ws" + root.resolve("/q/dev-ui/json-rpc-ws").toString().substring("http".length()));
        String call =
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"%s\", \"params\": %s}".formatted(method, parameters);
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {})
                .get(10, TimeUnit.SECONDS);
        socket.sendText(call, true).get(10, TimeUnit.SECONDS);
    }

    String log() throws IOException {
        return Files.readString(output);
    }

    /** Does what a terminal does for Ctrl-C: it tells all of them. Returns whether they ended in time. */
    boolean interrupt(Duration time) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", isInterruptIgnored() ? "-TERM" : "-INT"));
        all().filter(each -> each.info().command().orElse("").endsWith("java"))
                .forEach(each -> command.add(Long.toString(each.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
        return maven.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A shell lets what it starts in the background ignore SIGINT, and so does all that this starts. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0);
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(maven.toHandle()), maven.descendants());
    }

    /** Whoever has no children first: Maven ends when the application that it has started does. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> all = all().toList();
        maven.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .reduce((first, last) -> last)
                .ifPresent(ProcessHandle::destroy);
        if (!maven.waitFor(30, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
