package dev.lockstep.proof.crashes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** The first command of the README, on a fresh copy of the sources: it compiles them by a way of its own. */
class DevModeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> NEEDED = List.of("pom.xml", "mvnw", ".mvn", "src/main");

    /** The development mode needs some artifacts that no build needs, and there may be no registry now. */
    private static final Pattern MISSING = Pattern.compile(
            "(Could not|Failure to) (transfer|find) |in offline mode|Failed to (resolve|collect) (artifact|dependencies)");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aFreshCloneServesInDevelopmentMode(@TempDir Path directory) throws Exception {
        Path project = Files.createDirectory(directory.resolve("project"));
        for (String each : NEEDED) {
            copy(Path.of(each), project.resolve(each));
        }
        Path output = directory.resolve("output.log");
        int port = PackagedApplication.freePort();
        Process maven = new ProcessBuilder(
                        project.resolve("mvnw").toString(),
                        "-B",
                        "-ntp",
                        "quarkus:dev",
                        "-Ddebug=false",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.console.enabled=false",
                        "-Dlockstep.data-dir=" + directory.resolve("data"))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            URI root = URI.create("http://127.0.0.1:" + port);
            awaitReady(maven, root, output);
            assertThat(post(root.resolve("/v1/knowledge-bases"), "{\"name\": \"notes\"}"))
                    .isEqualTo(201);
            assertThat(post(
                            root.resolve("/v1/knowledge-bases/notes/documents"),
                            "{\"text\": \"Otters sleep in kelp.\"}"))
                    .isEqualTo(201);
        } finally {
            end(maven);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void awaitReady(Process maven, URI root, Path output) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(root)) {
            if (!maven.isAlive() || System.nanoTime() > end) {
                String said = Files.readString(output);
                assumeFalse(
                        MISSING.matcher(said).find(),
                        () -> "not tested, for Maven has not found all that the development mode needs: " + said);
                fail("it does not serve: " + said);
            }
            Thread.sleep(200);
        }
    }

    private boolean isReady(URI root) throws InterruptedException {
        try {
            HttpRequest health =
                    HttpRequest.newBuilder(root.resolve("/q/health/ready")).build();
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private int post(URI address, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return response.statusCode();
    }

    /** Whoever has no children first: Maven ends when the application that it has started does. */
    private static void end(Process maven) throws InterruptedException {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(maven.toHandle()), maven.descendants()).toList();
        maven.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .reduce((first, last) -> last)
                .ifPresent(ProcessHandle::destroy);
        if (!maven.waitFor(30, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
