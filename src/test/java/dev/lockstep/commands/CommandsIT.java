package dev.lockstep.commands;

import dev.lockstep.proof.crashes.PackagedApplication;
import dev.lockstep.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged application with arguments, beside a service and without one; and its first start where others reach it. */
class CommandsIT {

    private static final String SECRET = "ls_[0-9a-f]{32}_[A-Za-z0-9_-]{43}\n";

    @TempDir
    Path directory;

    private Path data;

    @Test
    void keysAreMadeBeforeTheFirstStartAndManagedBesideTheService() throws Exception {
        data = directory.resolve("data");
        Ended first = keys("create", "--name", "first", "--scopes", "admin");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).matches(SECRET);
        assertThat(first.err())
                .contains("lockstep: the key 'first'")
                .doesNotContain(first.out().strip(), "\tat ");

        try (PackagedApplication application = PackagedApplication.start(data)) {
            assertThat(status(application, "/v1/keys", null)).isEqualTo(401);
            assertThat(status(application, "/v1/keys", first.out())).isEqualTo(200);

            Ended second = keys("create", "--name", "second", "--scopes", "search,read", "--knowledge-bases", "a,b");
            Ended rotated = keys("rotate", "second");
            assertThat(rotated.out()).matches(SECRET).isNotEqualTo(second.out());
            assertThat(status(application, "/v1/knowledge-bases", second.out())).isEqualTo(401);
            assertThat(status(
                            application,
                            "/v1/knowledge-bases?api_key=" + rotated.out().strip(),
                            rotated.out()))
                    .isNotEqualTo(401);
            assertThat(status(application, "/v1/keys", rotated.out())).isEqualTo(403);
            assertThat(keys("list").out())
                    .contains("second", "read,search", "a,b")
                    .doesNotContain(rotated.out().strip());

            assertThat(keys("revoke", "second").exitCode()).isZero();
            Eventually.holds(() -> assertThat(status(application, "/v1/knowledge-bases", rotated.out()))
                    .isEqualTo(401));
            assertThat(keys("create", "--name", "first", "--scopes", "read").exitCode())
                    .isEqualTo(1);
            Eventually.holds(
                    () -> assertThat(get(application, "/v1/audit", first.out()).body())
                            .contains("command-line", "/v1/keys\"", "/rotate\"", "DELETE"));
            assertThat(application.log())
                    .doesNotContain(first.out().strip(), rotated.out().strip());
        }
    }

    @Test
    void whatIsNotClearIsSaidInASentenceBeforeAnythingIsStarted() throws Exception {
        data = directory.resolve("untouched");
        for (List<String> wrong : List.of(
                List.of("serve"),
                List.of("keys"),
                List.of("keys", "create", "--name", "a"),
                List.of("keys", "create", "--name", "a", "--scopes", "everything"),
                List.of("keys", "create", "--name", "a", "--scopes", "read", "--expires", "tomorrow"),
                List.of("keys", "rotate", "a", "--grace", "soon"))) {
            Ended ended = run(List.of(), wrong);
            assertThat(ended.exitCode()).as("%s", wrong).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).matches("lockstep: [^\n]+\n");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void whereOthersReachItTheServiceDoesNotStartWithoutAKey() throws Exception {
        data = directory.resolve("data");
        Ended refused = run(List.of("-Dquarkus.http.host=0.0.0.0", "-Dquarkus.http.port=0"), List.of());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .matches("lockstep: [^\n]+\n")
                .contains("0.0.0.0", "LOCKSTEP_ACCESS_ADMIN_KEY", "keys create", "LOCKSTEP_ACCESS_WITHOUT_KEYS=true");
        assertThat(refused.out()).doesNotContain("\tat ", "Exception");

        Ended guessable = run(List.of("-Dlockstep.access.admin-key=hunter2", "-Dquarkus.http.port=0"), List.of());
        assertThat(guessable.exitCode()).isEqualTo(1);
        assertThat(guessable.err()).matches("lockstep: lockstep.access.admin-key is shorter [^\n]+\n");
        assertThat(guessable.out() + guessable.err()).doesNotContain("hunter2", "\tat ");
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended keys(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(arguments));
        return run(List.of(), all);
    }

    private Ended run(List<String> options, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Dlockstep.data-dir=" + data);
        line.addAll(options);
        line.addAll(List.of("-jar", System.getProperty("lockstep.test.jar")));
        line.addAll(arguments);
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(line + " does not end: " + Files.readString(out) + Files.readString(err));
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private static int status(PackagedApplication application, String path, String key)
            throws IOException, InterruptedException {
        return get(application, path, key).statusCode();
    }

    private static HttpResponse<String> get(PackagedApplication application, String path, String key)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.port() + path));
        if (key != null) {
            request.header("Authorization", "Bearer " + key.strip());
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
