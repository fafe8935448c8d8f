package dev.lockstep.web;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** What clients do with documents and knowledge bases, and what they are told. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DocumentLifecycleTest {

    @Inject
    StoreInspector stores;

    @Inject
    MeterRegistry metrics;

    private Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void aDocumentComesBackAsItWasSent() {
        String text = "  Leading space,\r\nline ends, tabs\t, e\u0301 combined, 🙂 beyond the first plane.\n\n";
        Map<String, Object> metadata = Map.of(
                "year", 2026, "ratio", 0.5, "open", true, "tags", List.of("a", "b"), "owner", Map.of("name", "Ü"));

        kb.post(Map.of("external_id", "a", "title", "Title", "text", text, "metadata", metadata))
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", notNullValue())
                .body("status", is("ready"))
                .body("change", is("created"))
                .body("chunks.expected", is(1))
                .body("chunks.stored", is(1));

        assertThat(given().get(kb.document("a") + "/content").asString()).isEqualTo(text);
        kb.get("a")
                .then()
                .statusCode(200)
                .body("title", is("Title"))
                .body("metadata.year", is(2026))
                .body("metadata.ratio", is(0.5f))
                .body("metadata.open", is(true))
                .body("metadata.tags", is(List.of("a", "b")))
                .body("metadata.owner.name", is("Ü"));
    }

    @Test
    void chunksAreExactSlicesOfTheTextByCodePoints() {
        String text = "🙂 A sentence with an emoji comes first, and it is repeated. ".repeat(120);
        kb.post("a", text).then().statusCode(201);

        Response chunks = given().queryParam("limit", 500).get(kb.document("a") + "/chunks");

        List<Map<String, Object>> data = chunks.path("data");
        assertThat(data).hasSizeGreaterThan(3);
        for (Map<String, Object> chunk : data) {
            Map<?, ?> position = (Map<?, ?>) chunk.get("position");
            int start = text.offsetByCodePoints(0, (Integer) position.get("start"));
            int end = text.offsetByCodePoints(0, (Integer) position.get("end"));
            assertThat(text.substring(start, end)).isEqualTo(chunk.get("text"));
        }
    }

    @Test
    void markdownIsCutAtItsHeadings() {
        String markdown = "# Tea\n\nWater of 70 degrees.\n\n# Coffee\n\nGrind it fresh.\n";
        given().contentType("text/markdown; charset=UTF-8")
                .body(markdown.getBytes(StandardCharsets.UTF_8))
                .queryParam("external_id", "a")
                .post(kb.path() + "/documents")
                .then()
                .statusCode(201)
                .body("format", is("markdown"))
                .body("chunks.stored", is(2));

        given().get(kb.document("a") + "/chunks")
                .then()
                .body("data[0].headings", is(List.of("Tea")))
                .body("data[1].headings", is(List.of("Coffee")))
                .body("data[1].text", startsWith("# Coffee"));
    }

    @Test
    void aFileOfAFormBecomesADocument() {
        given().multiPart(
                        "file",
                        "notes.md",
                        "# Notes\n\nRemember the milk.".getBytes(StandardCharsets.UTF_8),
                        "text/markdown")
                .multiPart("external_id", "notes")
                .multiPart("title", "My notes")
                .multiPart("metadata", "{\"year\": 2026}")
                .post(kb.path() + "/documents")
                .then()
                .statusCode(201)
                .body("title", is("My notes"))
                .body("metadata.year", is(2026));

        assertThat(kb.texts("milk")).hasSize(1);
    }

    @Test
    void theSameContentAgainChangesAndEmbedsNothing() {
        kb.put("a", "One text.").then().statusCode(201);
        long embedded = embedded();

        kb.put("a", "One text.")
                .then()
                .statusCode(200)
                .body("change", is("unchanged"))
                .body("version", is(1));

        assertThat(embedded()).isEqualTo(embedded);
        kb.put("a", "Another text.")
                .then()
                .statusCode(200)
                .body("change", is("replaced"))
                .body("version", is(2));
        assertThat(embedded()).isEqualTo(embedded + 1);
    }

    @Test
    void metadataIsPatchedWithoutEmbeddingAgain() {
        kb.post(Map.of(
                        "external_id", "a",
                        "text", "A text.",
                        "metadata", Map.of("year", 2025, "owner", Map.of("name", "Ada", "age", 36), "draft", true)))
                .then()
                .statusCode(201);
        long embedded = embedded();
        Map<String, Object> patch = new HashMap<>();
        patch.put("year", 2026);
        patch.put("draft", null);
        patch.put("owner", Map.of("age", 37));

        given().contentType("application/merge-patch+json")
                .body(Map.of("metadata", patch))
                .header("If-Match", "\"1\"")
                .patch(kb.document("a"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("metadata.year", is(2026))
                .body("metadata.owner", is(Map.of("name", "Ada", "age", 37)))
                .body("metadata.draft", nullValue());

        assertThat(embedded()).isEqualTo(embedded);
        kb.search("text", Map.of("year", 2026)).statusCode(200).body("data", hasSize(1));
        kb.search("text", Map.of("year", 2025)).statusCode(200).body("data", hasSize(0));
        kb.search("text", Map.of("draft", Map.of("$exists", true)))
                .statusCode(200)
                .body("data", hasSize(0));
    }

    private long embedded() {
        return metrics.find("lockstep.embedding.text").tag("lane", "documents").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Test
    void preconditionsGuardAgainstLostUpdates() {
        kb.put("a", "First.").then().statusCode(201);
        Map<String, String> second = Map.of("text", "Second.");

        given().contentType("application/json")
                .body(second)
                .header("If-None-Match", "*")
                .put(kb.document("a"))
                .then()
                .statusCode(412)
                .body("code", is("precondition_failed"));
        given().contentType("application/json")
                .body(second)
                .header("If-Match", "\"7\"")
                .put(kb.document("a"))
                .then()
                .statusCode(412)
                .body("version", is(1));
        given().contentType("application/json")
                .body(second)
                .header("If-Match", "\"1\"")
                .put(kb.document("a"))
                .then()
                .statusCode(200);
        given().header("If-Match", "\"1\"").delete(kb.document("a")).then().statusCode(412);
        given().header("If-Match", "\"2\"").delete(kb.document("a")).then().statusCode(204);
        given().contentType("application/json")
                .body(second)
                .header("If-Match", "*")
                .put(kb.document("a"))
                .then()
                .statusCode(412);
    }

    @Test
    void aDeletedExternalIdCanBeUsedAgainAtOnce() {
        String first = kb.post("a", "First.").then().statusCode(201).extract().path("id");
        kb.delete("a").then().statusCode(204);

        String second = kb.post("a", "Second.").then().statusCode(201).extract().path("id");

        assertThat(second).isNotEqualTo(first);
        assertThat(kb.texts("first or second")).containsExactly("Second.");
        Eventually.holds(() -> assertThat(stores.documentRows(kb)).containsExactly(UUID.fromString(second)));
    }

    @Test
    void externalIdsMayHoldAnythingThatAPathCanCarry() {
        for (String id : List.of("a b", "ü/é", "x:y", "100%", "a?b#c")) {
            given().contentType("application/json")
                    .body(Map.of("text", "Text of " + id))
                    .put(kb.path() + "/documents/external:{id}", id)
                    .then()
                    .statusCode(201)
                    .body("external_id", is(id));
            given().get(kb.path() + "/documents/external:{id}", id)
                    .then()
                    .statusCode(200)
                    .body("external_id", is(id));
        }
    }

    @Test
    void pagesShowEveryDocumentOnceWhileOthersAreAdded() {
        for (int i = 0; i < 25; i++) {
            kb.post("d" + i, "Text " + i + ".").then().statusCode(201);
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Response page = cursor == null
                    ? given().queryParam("limit", 10).get(kb.path() + "/documents")
                    : given().queryParam("limit", 10)
                            .queryParam("cursor", cursor)
                            .get(kb.path() + "/documents");
            seen.addAll(page.path("data.external_id"));
            cursor = page.path("next_cursor");
            kb.post("late" + pages++, "Came while the pages were read.").then().statusCode(201);
        } while (cursor != null);

        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
        assertThat(seen).contains("d0", "d9", "d10", "d24");
    }

    @Test
    void knowledgeBasesThatShareACollectionDoNotSeeEachOther() {
        String one = sharedKnowledgeBase();
        String other = sharedKnowledgeBase();
        add(one, "Only in the first.");
        add(other, "Only in the second.");

        assertThat(find(one)).containsExactly("Only in the first.");
        assertThat(find(other)).containsExactly("Only in the second.");

        given().delete("/v1/knowledge-bases/" + one).then().statusCode(204);
        Eventually.holds(
                () -> assertThat(stores.count("SELECT count(*) FROM knowledge_base WHERE name = '" + one + "'"))
                        .isZero());
        assertThat(find(other)).containsExactly("Only in the second.");
    }

    private static String sharedKnowledgeBase() {
        String name = "shared-" + UUID.randomUUID();
        given().contentType("application/json")
                .body(Map.of("name", name, "placement", "shared"))
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(201)
                .body("placement", is("shared"));
        return name;
    }

    private static void add(String knowledgeBase, String text) {
        given().contentType("application/json")
                .body(Map.of("text", text))
                .post("/v1/knowledge-bases/" + knowledgeBase + "/documents")
                .then()
                .statusCode(201);
    }

    private static List<String> find(String knowledgeBase) {
        return given().contentType("application/json")
                .body(Map.of("query", "only in"))
                .post("/v1/knowledge-bases/" + knowledgeBase + "/search")
                .path("data.text");
    }

    @Test
    void knowledgeBasesAreDescribedListedAndCounted() {
        kb.post("a", "One.").then().statusCode(201);
        given().contentType("application/json")
                .body(Map.of("description", "New words"))
                .patch(kb.path())
                .then()
                .statusCode(200)
                .body("description", is("New words"));

        given().get(kb.path())
                .then()
                .statusCode(200)
                .body("counts.documents", is(1))
                .body("counts.chunks", is(1));
        given().queryParam("limit", 500)
                .get("/v1/knowledge-bases")
                .then()
                .statusCode(200)
                .body("data.find { it.name == '" + kb.name() + "' }.description", is("New words"))
                .body("data.id", everyItem(notNullValue()));
    }

    @Test
    void readinessNamesTheStoreThatIsAway() {
        given().get("/q/health/ready").then().statusCode(200).body("checks", hasSize(3));
        Faults.refuse("HealthCheck", "UNAVAILABLE");

        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.status == 'DOWN' }.name", is("points (Qdrant)"));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void metricsAndOpenApiDescribeTheService() {
        kb.post("a", "One.").then().statusCode(201);

        String exported =
                given().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(exported)
                .contains(
                        "lockstep_unit_of_work_committed_seconds", "lockstep_buffer_points", "lockstep_embedding_text");
        String openApi =
                given().get("/q/openapi").then().statusCode(200).extract().asString();
        assertThat(openApi)
                .contains(
                        "/v1/knowledge-bases/{kb}/documents/{id}/chunks",
                        "/v1/knowledge-bases/{kb}/search",
                        "external_id");
    }
}
