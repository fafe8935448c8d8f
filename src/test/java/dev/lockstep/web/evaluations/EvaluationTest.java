package dev.lockstep.web.evaluations;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** Judged queries are asked, and the figures say how well they were answered. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class EvaluationTest {

    private static final Map<String, Object> SENTENCES =
            Map.of("strategy", "sentences", "max_tokens", 32, "max_sentences", 1);

    Api kb;

    @BeforeEach
    void fill() {
        kb = Api.newKnowledgeBase();
        store("otters", "Otters sleep in kelp. Otters eat urchins.", 2024);
        store("beavers", "Beavers build dams of wood. Otters sometimes move in.", 2025);
        store("herons", "Herons wait in shallow water.", 2026);
    }

    @AfterEach
    void remove() {
        given().delete(kb.path());
    }

    @Test
    void eachModeGetsItsFigures() {
        evaluate(Map.of("queries", List.of(query("where do otters sleep?", judged("otters")))))
                .statusCode(200)
                .body("knowledge_base", is(kb.name()))
                .body("generation.number", is(1))
                .body("generation.embedding_model", notNullValue())
                .body("generation.language", is("en"))
                .body("k", is(10))
                .body("depth", is(100))
                .body("queries", is(1))
                .body("modes.mode", contains("hybrid", "dense", "lexical"))
                .body("modes.ndcg", everyItem(is(1.0f)))
                .body("modes.recall", everyItem(is(1.0f)))
                .body("modes.mrr", everyItem(is(1.0f)))
                .body("modes.recall_at_depth", everyItem(is(1.0f)))
                .body("modes.not_found", everyItem(is(0)))
                .body("modes.mean_ms", everyItem(notNullValue()))
                .body("missing", empty())
                .body("warnings", empty())
                .body("details", nullValue());
    }

    @Test
    void documentsAreRankedByTheirBestChunksAndGradesCount() {
        // By words otters comes first, with two chunks that have the word, then beavers; herons is not found.
        Map<String, Object> query = Map.of(
                "id",
                "q1",
                "query",
                "otters",
                "relevant",
                List.of(graded("beavers", 3), graded("herons", 1), graded("otters", 0)));
        evaluate(Map.of("queries", List.of(query), "modes", List.of("lexical"), "details", true))
                .statusCode(200)
                // 3/log2(3) of 3 + 1/log2(3)
                .body("modes[0].ndcg", is(0.5213f))
                .body("modes[0].recall", is(0.5f))
                .body("modes[0].mrr", is(0.5f))
                .body("modes[0].recall_at_depth", is(0.5f))
                .body("details", hasSize(1))
                .body("details[0].id", is("q1"))
                .body("details[0].query", is("otters"))
                .body("details[0].modes[0].reciprocal_rank", is(0.5f))
                .body("details[0].modes[0].judged.external_id", contains("beavers", "herons", "otters"))
                .body("details[0].modes[0].judged.grade", contains(3, 1, 0))
                .body("details[0].modes[0].judged.rank", contains(2, null, 1));
    }

    @Test
    void onlyTheFirstKCount() {
        Map<String, Object> query = query("otters", judged("beavers"));
        evaluate(Map.of("queries", List.of(query), "modes", List.of("lexical"), "k", 1))
                .statusCode(200)
                .body("k", is(1))
                .body("modes[0].ndcg", is(0.0f))
                .body("modes[0].mrr", is(0.0f))
                .body("modes[0].recall", is(0.0f))
                .body("modes[0].recall_at_depth", is(1.0f))
                .body("modes[0].not_found", is(0));
    }

    @Test
    void queriesThatFindNothingRelevantAreCounted() {
        evaluate(Map.of(
                        "queries",
                        List.of(query("otters", judged("herons")), query("herons", judged("herons"))),
                        "modes",
                        List.of("lexical")))
                .statusCode(200)
                .body("queries", is(2))
                .body("modes[0].not_found", is(1))
                .body("modes[0].ndcg", is(0.5f));
    }

    @Test
    void documentsMayBeJudgedByTheIdOfTheService() {
        String id = kb.get("otters").then().statusCode(200).extract().path("id");

        evaluate(Map.of("queries", List.of(query("otters", Map.of("document_id", id))), "modes", List.of("lexical")))
                .statusCode(200)
                .body("modes[0].ndcg", is(1.0f));
    }

    @Test
    void whatIsNotThereIsNamedAndLowersNothing() {
        String nobody = UUID.randomUUID().toString();
        kb.delete("herons").then().statusCode(204);
        evaluate(Map.of(
                        "queries",
                        List.of(
                                query("where do otters sleep?", judged("otters"), judged("walrus")),
                                query("herons", judged("herons"), Map.of("document_id", nobody)))))
                .statusCode(200)
                .body("queries", is(1))
                .body("modes.ndcg", everyItem(is(1.0f)))
                .body("missing.query", contains("1", "2", "2"))
                .body("missing.external_id", contains("walrus", "herons", null))
                .body("missing[2].document_id", is(nobody))
                .body("warnings.code", contains("judged_documents_missing"))
                .body("warnings[0].message", containsString("left out: 1"));
    }

    @Test
    void whenNothingThatWasJudgedIsThereThereAreNoFigures() {
        evaluate(Map.of("queries", List.of(query("otters", judged("walrus")))))
                .statusCode(200)
                .body("queries", is(0))
                .body("modes", empty())
                .body("missing.external_id", contains("walrus"));
    }

    @Test
    void aFilterNarrowsWhatIsFoundAndWhatCounts() {
        evaluate(Map.of(
                        "queries",
                        List.of(query("otters", judged("beavers"), judged("otters"))),
                        "modes",
                        List.of("lexical"),
                        "filter",
                        Map.of("year", 2025)))
                .statusCode(200)
                .body("modes[0].ndcg", is(1.0f))
                .body("missing.external_id", contains("otters"));
    }

    @Test
    void withoutWaitingItIsAJobWithTheSameResult() {
        Map<String, Object> body = Map.of(
                "queries",
                List.of(query("where do otters sleep?", judged("otters"))),
                "filter",
                Map.of("year", Map.of("$lte", 2025)),
                "details",
                true);
        String id = async().body(body)
                .post(path())
                .then()
                .statusCode(202)
                .header("Preference-Applied", "respond-async")
                .header("Location", containsString("/v1/jobs/"))
                .body("kind", is("evaluation"))
                .extract()
                .path("id");

        JsonPath job = ended(id);

        assertThat(job.getString("status")).isEqualTo("succeeded");
        assertThat(job.getMap("progress"))
                .containsEntry("step", "evaluating")
                .containsEntry("unit", "searches")
                .containsEntry("done", 3)
                .containsEntry("total", 3);
        assertThat(job.getList("result.modes.mode")).containsExactly("hybrid", "dense", "lexical");
        assertThat(job.getList("result.modes.ndcg", Double.class)).containsOnly(1.0);
        assertThat(job.getList("result.details")).hasSize(1);
    }

    @Test
    void manyQueriesBecomeAJobByThemselvesWhichCanBeCancelled() {
        List<Map<String, Object>> many = IntStream.range(0, 1_000)
                .mapToObj(i -> query("how many otters sleep in bed " + i + "?", judged("otters")))
                .toList();
        String id = given().contentType("application/json")
                .body(Map.of("queries", many))
                .post(path())
                .then()
                .statusCode(202)
                .header("Preference-Applied", nullValue())
                .extract()
                .path("id");

        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(not(404));

        assertThat(ended(id).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void whatIsWrongIsToldBeforeThereIsAJob() {
        async().body(Map.of("queries", List.of())).post(path()).then().statusCode(400);
        async().body(Map.of("queries", List.of(query("otters", judged("otters")))))
                .post("/v1/knowledge-bases/nowhere/evaluations")
                .then()
                .statusCode(404)
                .body("code", endsWith("knowledge_base_not_found"));
    }

    private void store(String id, String text, int year) {
        kb.post(Map.of("external_id", id, "text", text, "chunking", SENTENCES, "metadata", Map.of("year", year)))
                .then()
                .statusCode(201);
    }

    private ValidatableResponse evaluate(Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path()).then();
    }

    private String path() {
        return kb.path() + "/evaluations";
    }

    private static RequestSpecification async() {
        return given().contentType("application/json").header("Prefer", "respond-async");
    }

    private static Map<String, Object> query(String text, Map<?, ?>... relevant) {
        return Map.of("query", text, "relevant", List.of(relevant));
    }

    private static Map<String, Object> judged(String externalId) {
        return Map.of("external_id", externalId);
    }

    private static Map<String, Object> graded(String externalId, int grade) {
        return Map.of("external_id", externalId, "grade", grade);
    }

    private static JsonPath ended(String job) {
        Eventually.holds(() -> assertThat(read(job).getString("status")).isIn("succeeded", "failed", "cancelled"));
        return read(job);
    }

    private static JsonPath read(String job) {
        return given().get("/v1/jobs/" + job).then().statusCode(200).extract().jsonPath();
    }
}
