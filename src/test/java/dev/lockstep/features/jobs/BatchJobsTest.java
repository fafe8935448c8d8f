package dev.lockstep.features.jobs;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.features.jobs.JobApi.accepted;
import static dev.lockstep.features.jobs.JobApi.ended;
import static dev.lockstep.features.jobs.JobApi.endsAs;
import static dev.lockstep.features.jobs.JobApi.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Batches, and documents that come as files, are stored while nobody waits for them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BatchJobsTest {

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void removeEverything() {
        given().delete(kb.path());
    }

    private static RequestSpecification async(String type) {
        return given().header("Prefer", "respond-async").contentType(type);
    }

    private Response batch(String lines) {
        return batch(UUID.randomUUID().toString(), lines);
    }

    private Response batch(String key, String lines) {
        return async("application/x-ndjson; charset=utf-8")
                .header("Idempotency-Key", key)
                .urlEncodingEnabled(false)
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post(kb.path() + "/documents:batch");
    }

    private static String document(int number) {
        return "{\"external_id\": \"doc-" + number + "\", \"text\": \"Otter number " + number + " sleeps in kelp.\"}";
    }

    private static String documents(int count) {
        return IntStream.range(0, count).mapToObj(BatchJobsTest::document).collect(Collectors.joining("\n"));
    }

    @Test
    void everyLineIsCountedOnce() {
        // Lines are under way side by side: each has a document of its own.
        for (int i = 1; i <= 4; i++) {
            kb.post("doc-" + i, "Otter number " + i + " sleeps in kelp.").then().statusCode(201);
        }
        String lines = String.join(
                "\n",
                document(0),
                document(1),
                "",
                "no JSON",
                "{\"external_id\": \"doc-2\", \"text\": \"Another.\"}",
                "{\"external_id\": \"doc-3\", \"text\": \"Another.\", \"on_duplicate\": \"skip\"}",
                "{\"external_id\": \"doc-4\", \"text\": \"Another.\", \"on_duplicate\": \"replace\"}",
                "{\"text\": \" \"}",
                document(5));
        Response answer = batch(lines);
        String id = accepted(answer);
        answer.then()
                .header("Preference-Applied", "respond-async")
                .contentType("application/json")
                .body("kind", is("batch"));
        JsonPath job = ended(id, "succeeded");
        assertThat(job.getInt("lines.created")).isEqualTo(2);
        assertThat(job.getInt("lines.unchanged")).isEqualTo(1);
        assertThat(job.getInt("lines.skipped")).isEqualTo(1);
        assertThat(job.getInt("lines.replaced")).isEqualTo(1);
        assertThat(job.getInt("lines.failed")).isEqualTo(3);
        assertThat(job.getInt("progress.done")).isEqualTo(8);
        assertThat(job.getInt("progress.total")).isEqualTo(8);
        assertThat(job.getString("progress.unit")).isEqualTo("lines");
        assertThat(job.<Integer>getList("errors.line")).containsExactly(4, 5, 8);
        assertThat(job.<String>getList("errors.problem.code"))
                .containsExactly("malformed_json", "document_exists", "empty_text");
        assertThat(live()).isEqualTo(6);
        List<JsonObject> results = results(id);
        assertThat(results.stream().map(line -> line.getInteger("line"))).containsExactly(1, 2, 4, 5, 6, 7, 8, 9);
        assertThat(results.get(0).getJsonObject("document").getString("external_id"))
                .isEqualTo("doc-0");
    }

    private static List<JsonObject> results(String id) {
        return given().get("/v1/jobs/" + id + "/results")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .lines()
                .map(JsonObject::new)
                .toList();
    }

    @Test
    void aCancelledBatchHasStoredWhatItHasCounted() {
        String id = accepted(batch(documents(400)));
        Eventually.holds(() -> assertThat(get(id).getInt("lines.created")).isPositive());
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(202);
        JsonPath job = ended(id, "cancelled");
        assertThat(job.getInt("progress.total")).isEqualTo(400);
        assertThat(job.getInt("lines.created")).isBetween(1, 399).isEqualTo(job.getInt("progress.done"));
        assertThat(live()).isEqualTo(job.getInt("lines.created"));
        assertThat(results(id)).hasSize(job.getInt("lines.created"));
    }

    private long live() {
        return stores.count("SELECT count(*) FROM document WHERE live_version IS NOT NULL AND knowledge_base_id = '"
                + kb.id() + "'");
    }

    /** As when the process dies after lines were stored and before they were counted. */
    @Test
    void linesThatWereStoredAndNotCountedAreNotStoredAgain() {
        String anonymous = IntStream.range(0, 60)
                .mapToObj(i -> "{\"text\": \"Otter number " + i + " sleeps in kelp.\"}")
                .collect(Collectors.joining("\n"));
        String id = accepted(batch(anonymous));
        Eventually.holds(() -> assertThat(get(id).getInt("lines.created")).isPositive());
        // The run that is at it writes nothing any more, and another one begins where nothing was counted.
        stores.change(
                "UPDATE job SET run = NULL, state = 'QUEUED', lease_until = NULL, next_line = 1, lines_created = 0"
                        + " WHERE id = $1 AND finished_at IS NULL",
                Tuple.of(UUID.fromString(id)));
        JsonPath job = ended(id, "succeeded");
        assertThat(job.getInt("lines.created")).isEqualTo(60);
        assertThat(job.getInt("lines.failed")).isZero();
        assertThat(live()).isEqualTo(60);
        assertThat(results(id)).hasSize(60);
    }

    /** Cancelled, and interrupted before it could stop: what it had begun may be stored. */
    @Test
    void aBatchThatWasInterruptedWhileItWasCancelledCountsWhatIsStored() {
        String id = accepted(batch(documents(300)));
        Eventually.holds(() -> assertThat(get(id).getInt("lines.created")).isPositive());
        stores.change(
                "UPDATE job SET run = NULL, state = 'CANCELLING', lease_until = now() + interval '2 seconds', next_line = 1,"
                        + " lines_created = 0 WHERE id = $1 AND finished_at IS NULL",
                Tuple.of(UUID.fromString(id)));
        JsonPath job = ended(id, "cancelled");
        assertThat(job.getInt("lines.created")).isBetween(1, 299);
        assertThat(live()).isEqualTo(job.getInt("lines.created"));
    }

    @Test
    void theSameKeyGivesTheSameJob() {
        String key = UUID.randomUUID().toString();
        String id = accepted(batch(key, documents(3)));
        assertThat(accepted(batch(key, documents(3)))).isEqualTo(id);
        batch(key, documents(4)).then().statusCode(422).body("code", is("idempotency_key_reused"));
        endsAs(id, "succeeded");
        assertThat(live()).isEqualTo(3);
    }

    @Test
    void aDeletedKnowledgeBaseEndsItsBatch() {
        String id = accepted(batch(documents(400)));
        Eventually.holds(() -> assertThat(get(id).getInt("lines.created")).isPositive());
        given().delete(kb.path()).then().statusCode(204);
        assertThat(ended(id, "failed").getString("problem.code")).isEqualTo("knowledge_base_not_found");
    }

    @Test
    void aFileIsParsedByTheJob() {
        byte[] page = "<html><title>Kelp</title><body><p>Otters sleep in kelp.</p></body></html>"
                .getBytes(StandardCharsets.UTF_8);
        String raw = accepted(
                async("text/html").queryParam("external_id", "raw").body(page).post(kb.path() + "/documents"));
        JsonPath job = ended(raw, "succeeded");
        assertThat(job.getString("result.title")).isEqualTo("Kelp");
        assertThat(job.getString("result.external_id")).isEqualTo("raw");
        String form = accepted(given().header("Prefer", "respond-async")
                .multiPart("file", "kelp.html", page, "text/html")
                .multiPart("external_id", "form")
                .multiPart("metadata", "{\"team\": \"sea\"}")
                .post(kb.path() + "/documents"));
        assertThat(ended(form, "succeeded").getString("result.metadata.team")).isEqualTo("sea");
        String put = accepted(async("text/html").body(page).put(kb.document("raw")));
        assertThat(ended(put, "succeeded").getString("result.change")).isEqualTo("unchanged");
        String broken = accepted(async("application/pdf")
                .body("%PDF-1.7 nothing".getBytes(StandardCharsets.UTF_8))
                .post(kb.path() + "/documents"));
        JsonPath failed = ended(broken, "failed");
        assertThat(failed.getString("problem.code")).isEqualTo("document_corrupt");
        assertThat(failed.getInt("problem.status")).isEqualTo(422);
    }
}
