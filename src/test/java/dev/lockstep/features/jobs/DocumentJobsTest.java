package dev.lockstep.features.jobs;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.testing.WebPages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.features.jobs.JobApi.SMALL;
import static dev.lockstep.features.jobs.JobApi.accepted;
import static dev.lockstep.features.jobs.JobApi.async;
import static dev.lockstep.features.jobs.JobApi.ended;
import static dev.lockstep.features.jobs.JobApi.endsAs;
import static dev.lockstep.features.jobs.JobApi.get;
import static dev.lockstep.features.jobs.JobApi.post;
import static dev.lockstep.features.jobs.JobApi.sentences;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

/** Documents are stored while nobody waits for them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DocumentJobsTest {

    /** Takes some seconds to embed. */
    private static final String LONG = sentences(1_500);

    @Inject
    StoreInspector stores;

    @ConfigProperty(name = "lockstep.uploads.directory")
    String uploads;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void removeEverything() {
        given().delete(kb.path());
        // Those that no process does.
        stores.change("DELETE FROM job WHERE knowledge_base = $1 AND file = 'x'", Tuple.of(kb.name()));
    }

    @Test
    void aDocumentIsStoredWholeAndItsInputRemoved() {
        var answer = post(kb, Map.of("external_id", "a", "text", sentences(40), "chunking", SMALL));
        String id = accepted(answer);
        answer.then()
                .header("Preference-Applied", "respond-async")
                .body("kind", is("document"))
                .body("knowledge_base", is(kb.name()));
        JsonPath job = ended(id, "succeeded");
        assertThat(job.getString("result.external_id")).isEqualTo("a");
        assertThat(job.getString("result.change")).isEqualTo("created");
        assertThat(job.getInt("result.chunks.stored")).isEqualTo(40);
        assertThat(job.getInt("progress.done")).isEqualTo(40);
        assertThat(job.getInt("progress.total")).isEqualTo(40);
        assertThat(job.getString("progress.unit")).isEqualTo("chunks");
        assertThat(stores.liveChunks(kb)).hasSize(40);
        kb.get("a").then().statusCode(200).body("id", is(job.getString("result.id")));
        Eventually.holds(() -> assertThat(file(id)).isNull());
    }

    @Test
    void theInputIsOnDiskUntilTheJobIsOver() {
        String id = accepted(post(kb, Map.of("text", LONG, "chunking", SMALL)));
        String file = file(id);
        assertThat(Path.of(uploads, file)).exists();
        // At once, if it was not begun.
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(oneOf(200, 202));
        endsAs(id, "cancelled");
        Eventually.holds(() -> assertThat(Files.exists(Path.of(uploads, file))).isFalse());
    }

    @Test
    void aDocumentOfManyChunksBecomesAJobByItself() {
        var answer = given().contentType("application/json")
                .body(Map.of("text", sentences(10_000), "chunking", SMALL))
                .post(kb.path() + "/documents");
        answer.then().statusCode(202).header("Preference-Applied", nullValue());
        String id = answer.jsonPath().getString("id");
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(oneOf(200, 202));
        endsAs(id, "cancelled");
        assertThat(stores.liveChunks(kb)).isEmpty();
    }

    private String file(String id) {
        return row(id).getString("file");
    }

    private Row row(String id) {
        return stores.query("SELECT * FROM job WHERE id = $1", Tuple.of(UUID.fromString(id)))
                .iterator()
                .next();
    }

    @Test
    void progressIsCountedInChunks() {
        String id = accepted(post(kb, Map.of("text", LONG, "chunking", SMALL)));
        Eventually.holds(() -> {
            JsonPath job = get(id);
            assertThat(job.getString("status")).isEqualTo("running");
            assertThat(job.getString("progress.step")).isEqualTo("embedding");
            assertThat(job.getInt("progress.total")).isEqualTo(1_500);
            assertThat(job.getInt("progress.done")).isBetween(1, 1_499);
            assertThat(job.getDouble("progress.per_second")).isPositive();
            assertThat(job.getString("progress.estimated_end")).isGreaterThan(job.getString("started_at"));
        });
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(202);
        endsAs(id, "cancelled");
    }

    @Test
    void aCancelledDocumentLeavesNothing() {
        String id = accepted(post(kb, Map.of("external_id", "gone", "text", LONG, "chunking", SMALL)));
        Eventually.holds(() -> assertThat(get(id).getString("progress.step")).isEqualTo("embedding"));
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(202);
        JsonPath job = ended(id, "cancelled");
        assertThat(job.getString("result")).isNull();
        kb.get("gone").then().statusCode(404);
        assertThat(stores.chunkRows(kb)).isEmpty();
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(200).body("status", is("cancelled"));
    }

    @Test
    void theSameKeyGivesTheSameJob() {
        Map<String, String> document = Map.of("text", "Otters sleep in kelp.");
        String key = UUID.randomUUID().toString();
        String first =
                accepted(async().header("Idempotency-Key", key).body(document).post(kb.path() + "/documents"));
        var second = async().header("Idempotency-Key", key).body(document).post(kb.path() + "/documents");
        assertThat(accepted(second)).isEqualTo(first);
        second.then().header("Idempotency-Replayed", "true");
        endsAs(first, "succeeded");
        // Also for a client that waits this time.
        given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(document)
                .post(kb.path() + "/documents")
                .then()
                .statusCode(202)
                .body("id", is(first))
                .body("status", is("succeeded"));
        async().header("Idempotency-Key", key)
                .body(Map.of("text", "Another."))
                .post(kb.path() + "/documents")
                .then()
                .statusCode(422)
                .body("code", is("idempotency_key_reused"));
        assertThat(stores.documentRows(kb)).hasSize(1);
    }

    @Test
    void aLargeInputBecomesAJobByItselfUnlessItIsWaitedFor() {
        String large = "{\"text\": \"Otters sleep in kelp.\"" + " ".repeat(9 << 20) + "}";
        var answer = given().contentType("application/json").body(large).post(kb.path() + "/documents");
        assertThat(answer.header("Preference-Applied")).isNull();
        endsAs(accepted(answer), "succeeded");
        given().contentType("application/json")
                .header("Prefer", "wait=30")
                .body(large)
                .post(kb.path() + "/documents")
                .then()
                .statusCode(201);
    }

    @Test
    void whatIsWrongWithADocumentIsSaidAtOnce() {
        post(kb, Map.of("text", " ")).then().statusCode(422).body("code", is("empty_text"));
        async().body(Map.of("text", "a"))
                .post("/v1/knowledge-bases/none/documents")
                .then()
                .statusCode(404);
        given().queryParam("knowledge_base", kb.name()).get("/v1/jobs").then().body("data.size()", is(0));
    }

    @Test
    void whatIsRefusedLaterIsTheProblemOfTheJob() {
        kb.post("a", "Otters sleep in kelp.").then().statusCode(201);
        String id = accepted(
                async().header("If-Match", "\"7\"").body(Map.of("text", "b")).put(kb.document("a")));
        JsonPath job = ended(id, "failed");
        assertThat(job.getString("problem.code")).isEqualTo("precondition_failed");
        assertThat(job.getInt("problem.status")).isEqualTo(412);
        assertThat(job.getInt("problem.version")).isEqualTo(1);
        String replacing = accepted(
                async().header("If-Match", "\"1\"").body(Map.of("text", "b")).put(kb.document("a")));
        assertThat(ended(replacing, "succeeded").getString("result.change")).isEqualTo("replaced");
        String skipping = accepted(post(kb, Map.of("external_id", "a", "text", "c", "on_duplicate", "skip")));
        assertThat(ended(skipping, "succeeded").getString("result.change")).isEqualTo("skipped");
    }

    /** As after a crash between the commit and the end of the job. */
    @Test
    void aJobThatIsDoneAgainFindsItsAnswer() {
        String id = accepted(post(kb, Map.of("text", "Otters sleep in kelp.")));
        String document = ended(id, "succeeded").getString("result.id");
        Eventually.holds(() -> assertThat(file(id)).isNull());
        stores.change(
                "UPDATE job SET state = 'RUNNING', run = $2, owner = 'dead', lease_until = now(), finished_at = NULL,"
                        + " result = NULL WHERE id = $1",
                Tuple.of(UUID.fromString(id), UUID.randomUUID()));
        assertThat(ended(id, "succeeded").getString("result.id")).isEqualTo(document);
        assertThat(stores.documentRows(kb)).hasSize(1);
    }

    @Test
    void aJobWhoseInputIsGoneHasFailed() throws IOException {
        String id = accepted(post(kb, Map.of("text", LONG, "chunking", SMALL)));
        stores.change(
                "UPDATE job SET run = NULL, state = 'QUEUED', lease_until = NULL,"
                        + " next_attempt_at = now() + interval '1 second' WHERE id = $1",
                Tuple.of(UUID.fromString(id)));
        Files.delete(Path.of(uploads, file(id)));
        assertThat(ended(id, "failed").getString("problem.code")).isEqualTo("job_input_lost");
    }

    @Test
    void aJobWhoseDirectoryNobodyHasHasFailed() {
        String id = foreign("QUEUED");
        String working = foreign("RUNNING");
        stores.change(
                "UPDATE job SET run = $2, lease_until = now() + interval '1 hour' WHERE id = $1",
                Tuple.of(UUID.fromString(working), UUID.randomUUID()));
        assertThat(ended(id, "failed").getString("problem.code")).isEqualTo("job_input_lost");
        assertThat(get(working).getString("status")).isEqualTo("running");
    }

    /** A job whose input is where this process can't read. */
    private String foreign(String state) {
        UUID id = UUID.randomUUID();
        stores.change(
                "INSERT INTO job (id, tenant, knowledge_base_id, knowledge_base, kind, parameters, spool_id, file, state,"
                        + " created_at) VALUES ($1, 'default', $2, $3, 'DOCUMENT', '{}', $4, 'x', $5,"
                        + " now() - interval '1 minute')",
                Tuple.of(id, kb.id(), kb.name(), UUID.randomUUID(), state));
        return id.toString();
    }

    @Test
    void aDeletedKnowledgeBaseEndsItsJobs() {
        String running = accepted(post(kb, Map.of("text", LONG, "chunking", SMALL)));
        Eventually.holds(
                () -> assertThat(get(running).getString("progress.step")).isEqualTo("embedding"));
        given().delete(kb.path()).then().statusCode(204);
        JsonPath job = ended(running, "failed");
        assertThat(job.getString("problem.code")).isEqualTo("knowledge_base_not_found");
    }

    @Test
    void aFullQueueRefusesMore() {
        UUID spool = UUID.randomUUID();
        stores.change(
                "INSERT INTO job_spool (spool_id, seen_at) VALUES ($1, now() + interval '1 hour')", Tuple.of(spool));
        stores.change(
                "INSERT INTO job (id, tenant, knowledge_base_id, knowledge_base, kind, parameters, spool_id, file)"
                        + " SELECT gen_random_uuid(), 'default', $1, $2, 'DOCUMENT', '{}', $3, 'x'"
                        + " FROM generate_series(1, 20)",
                Tuple.of(kb.id(), kb.name(), spool));
        post(kb, Map.of("text", "a"))
                .then()
                .statusCode(429)
                .header("Retry-After", "10")
                .body("code", is("overloaded"))
                .body("max_queued", is(20));
    }

    @Test
    void whatIsLongOverIsForgotten() {
        String id = accepted(post(kb, Map.of("text", "Otters sleep in kelp.")));
        endsAs(id, "succeeded");
        stores.change(
                "UPDATE job SET finished_at = now() - interval '8 days' WHERE id = $1", Tuple.of(UUID.fromString(id)));
        Eventually.holds(
                () -> given().get("/v1/jobs/" + id).then().statusCode(404).body("code", is("job_not_found")));
    }

    @Test
    void jobsAreListedNewestFirst() {
        String first = accepted(post(kb, Map.of("text", "a")));
        String second = accepted(post(kb, Map.of("text", "b")));
        endsAs(first, "succeeded");
        endsAs(second, "succeeded");
        String cursor = given().queryParam("knowledge_base", kb.name())
                .queryParam("limit", 1)
                .get("/v1/jobs")
                .then()
                .statusCode(200)
                .body("data.id", is(List.of(second)))
                .extract()
                .path("next_cursor");
        given().queryParam("knowledge_base", kb.name())
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/v1/jobs")
                .then()
                .body("data.id", is(List.of(first)))
                .body("next_cursor", nullValue());
        given().queryParam("status", "succeeded").get("/v1/jobs").then().body("data.id", hasItem(second));
        given().queryParam("status", "failed").get("/v1/jobs").then().body("data.id", not(hasItem(second)));
        given().queryParam("status", "over")
                .get("/v1/jobs")
                .then()
                .statusCode(400)
                .body("code", is("invalid_value"));
        given().get("/v1/jobs/none").then().statusCode(404).body("code", is("job_not_found"));
    }

    @Test
    void whoFollowsAJobIsToldToTheEnd() {
        String id = accepted(post(kb, Map.of("text", sentences(300), "chunking", SMALL)));
        String events = given().get("/v1/jobs/" + id + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(events).contains("event:progress").contains("\"step\":\"embedding\"");
        assertThat(events.indexOf("event:finished")).isGreaterThan(events.lastIndexOf("event:progress"));
        assertThat(events.substring(events.indexOf("event:finished"))).contains("\"status\":\"succeeded\"");
        given().get("/v1/jobs/none/events").then().statusCode(404);
        given().get("/v1/jobs/" + UUID.randomUUID() + "/events")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", is("job_not_found"));
    }

    @Test
    void aDocumentFromTheWebIsFetchedAndThenAJob() {
        Map<String, Object> named = Map.of("url", WebPages.at("127.0.0.2", "/page.html"), "external_id", "web");
        JsonPath job = JobApi.ended(JobApi.accepted(JobApi.post(kb, named)), "succeeded");

        assertThat(job.getString("result.title")).isEqualTo("On otters");
        kb.get("web").then().statusCode(200).body("format", is("markdown"));
        Map<String, Object> refused = Map.of("url", WebPages.at("127.0.0.1", "/page.html"));
        JobApi.post(kb, refused).then().statusCode(422).body("code", is("url_refused"));
    }

    @Test
    void aDocumentFromTheWebBecomesOneJobHoweverOftenItIsSent() {
        Map<String, Object> named = Map.of("url", WebPages.at("127.0.0.2", "/page.html"));
        RequestSpecification once =
                JobApi.async().header("Idempotency-Key", UUID.randomUUID().toString());
        String first = JobApi.accepted(once.body(named).post(kb.path() + "/documents"));
        JobApi.endsAs(first, "succeeded");

        assertThat(JobApi.accepted(once.body(named).post(kb.path() + "/documents")))
                .isEqualTo(first);
        kb.list(Map.of(), 10).body("data.size()", is(1));
    }
}
