package dev.lockstep.proof.crashes;

import dev.lockstep.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application is killed in the middle of a batch, and a batch and a document are left to it when it is stopped: it
 * goes on with them, and nothing is stored twice. The documents have no ids of their own, so nothing else would keep them apart.
 */
class JobsCrashIT {

    private static final int LINES = 240;
    private static final int KILLS = 1;

    private final Path directory =
            Path.of("target", "jobs-crash-" + UUID.randomUUID(), "data").toAbsolutePath();

    @Test
    void aBatchThatIsKilledAgainAndAgainStoresEveryLineOnce() throws Exception {
        PackagedApplication application = PackagedApplication.start(directory);
        try {
            created(application
                    .send("POST", "/v1/knowledge-bases", "{\"name\": \"kb\"}")
                    .statusCode());
            String batch =
                    async(application, "/v1/knowledge-bases/kb/documents:batch", "application/x-ndjson", lines());
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = kill * LINES / (KILLS + 2);
                PackagedApplication running = application;
                Eventually.holds(() -> assertThat(
                                job(running, batch).getJsonObject("lines").getInteger("created"))
                        .isGreaterThanOrEqualTo(until));
                assertThat(job(application, batch).getString("status")).isEqualTo("running");
                application.kill();
                application = PackagedApplication.start(directory);
            }
            String document = async(application, "/v1/knowledge-bases/kb/documents", "text/plain", longText());
            PackagedApplication stopped = application;
            Eventually.holds(
                    () -> assertThat(job(stopped, document).getString("status")).isEqualTo("running"));
            application.close();
            assertThat(application.log()).contains("jobs; another process can go on with them");
            application = PackagedApplication.start(directory);
            verify(application, batch, document);
        } finally {
            application.close();
        }
    }

    private static void created(int status) {
        assertThat(status).isEqualTo(201);
    }

    private void verify(PackagedApplication application, String batch, String document) throws Exception {
        Eventually.holds(
                () -> assertThat(job(application, batch).getString("status")).isEqualTo("succeeded"));
        Eventually.holds(
                () -> assertThat(job(application, document).getString("status")).isEqualTo("succeeded"));
        JsonObject job = job(application, batch);
        assertThat(job.getJsonObject("lines").getInteger("created")).isEqualTo(LINES);
        assertThat(job.getJsonObject("lines").getInteger("failed")).isZero();
        List<JsonObject> results = application
                .send("GET", "/v1/jobs/" + batch + "/results", null)
                .body()
                .lines()
                .map(JsonObject::new)
                .toList();
        Set<String> told = results.stream()
                .map(line -> line.getJsonObject("document").getString("id"))
                .collect(Collectors.toCollection(HashSet::new));
        told.add(job(application, document).getJsonObject("result").getString("id"));
        try (Connection catalog = application.catalog()) {
            assertThat(strings(catalog, "SELECT id FROM document WHERE live_version IS NOT NULL"))
                    .isEqualTo(told)
                    .hasSize(LINES + 1);
            assertThat(strings(
                            catalog,
                            "SELECT source FROM (SELECT v.content AS source, count(*) AS times FROM document_version v"
                                    + " JOIN document d ON d.id = v.document_id AND d.live_version = v.version"
                                    + " GROUP BY v.content) counted WHERE times > 1"))
                    .isEmpty();
        }
        Eventually.holds(() -> assertThat(uploads()).isEmpty());
    }

    private List<Path> uploads() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("uploads"))) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().equals("spool-id"))
                    .toList();
        }
    }

    private static Set<String> strings(Connection catalog, String sql) throws Exception {
        Set<String> found = new HashSet<>();
        try (Statement statement = catalog.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static String lines() {
        return IntStream.range(0, LINES)
                .mapToObj(i -> "{\"text\": \"Otter number " + i + " sleeps in kelp.\"}")
                .collect(Collectors.joining("\n"));
    }

    private static String longText() {
        return IntStream.range(0, 1_500)
                .mapToObj(i -> "Sentence number " + i + " says that otters sleep in kelp.")
                .collect(Collectors.joining(" "));
    }

    private static String async(PackagedApplication application, String path, String type, String body)
            throws Exception {
        var answer = application.postAsync(path, type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new JsonObject(answer.body()).getString("id");
    }

    private static JsonObject job(PackagedApplication application, String id) throws Exception {
        return new JsonObject(application.send("GET", "/v1/jobs/" + id, null).body());
    }
}
