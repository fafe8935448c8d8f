package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

/** Documents as clients change them: versions, preconditions, metadata. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DocumentChangesTest {

    private static final String OTTERS = "Otters hold hands while they sleep.";

    @Inject
    MeterRegistry metrics;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @Test
    void preconditionsDecideWhetherAWriteHappens() {
        putIf("If-None-Match", "*", "First.").then().statusCode(201).header("ETag", "\"1\"");
        putIf("If-None-Match", "*", "Second.").then().statusCode(412).body("version", is(1));
        putIf("If-Match", "\"2\"", "Second.").then().statusCode(412).body("version", is(1));
        assertThat(kb.texts("text")).containsExactly("First.");

        putIf("If-Match", "\"1\"", "Second.").then().statusCode(200).header("ETag", "\"2\"");
        putIf("If-Match", "*", "Third.").then().statusCode(200).header("ETag", "\"3\"");
        putIf("If-Match", "\"2\"", "Fourth.").then().statusCode(412).body("version", is(3));
        assertThat(kb.texts("text")).containsExactly("Third.");

        given().header("If-Match", "\"1\"").delete(kb.document("a")).then().statusCode(412);
        given().header("If-Match", "\"3\"").delete(kb.document("a")).then().statusCode(204);
        putIf("If-Match", "*", "Fifth.").then().statusCode(412).body("code", is("precondition_failed"));
        assertThat(kb.texts("text")).isEmpty();
    }

    private Response putIf(String header, String value, String text) {
        return given().contentType("application/json")
                .header(header, value)
                .body(Map.of("text", text))
                .put(kb.document("a"));
    }

    @Test
    void eachChangeMakesTheNextVersion() {
        kb.put("a", "One.").then().statusCode(201).body("version", is(1)).body("change", is("created"));
        kb.put("a", "Two.").then().statusCode(200).body("version", is(2)).body("change", is("replaced"));
        patch("a", "{\"n\": 1}").then().statusCode(200).body("version", is(3)).body("change", is("metadata_changed"));
        kb.put("a", Map.of("text", "Two.", "title", "New", "metadata", Map.of("n", 1)))
                .then()
                .statusCode(200)
                .body("version", is(4))
                .header("ETag", "\"4\"");
        kb.search(Map.of("query", "two")).then().body("data", hasSize(1)).body("data[0].version", is(4));
    }

    @Test
    void theSameAgainChangesNothingAndEmbedsNothing() {
        Map<String, Object> metadata = new HashMap<>(Map.of("n", 1e7, "big", 1e20, "whole", 5.0, "zero", -0.0));
        metadata.putAll(Map.of("small", 1e-7, "tags", List.of("a", 2.0), "in", Map.of("n", 3e9)));
        Map<String, Object> document = Map.of("text", OTTERS, "title", "T", "metadata", metadata);
        kb.put("a", document).then().statusCode(201);
        long embedded = embeddedTexts();

        kb.put("a", document)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("version", is(1))
                .body("change", is("unchanged"));
        patch("a", "{\"n\": 10000000, \"absent\": null}")
                .then()
                .statusCode(200)
                .body("version", is(1))
                .body("change", is("unchanged"));

        assertThat(embeddedTexts()).isEqualTo(embedded);
        kb.put("a", "Another text.").then().statusCode(200).body("change", is("replaced"));
        assertThat(embeddedTexts()).isEqualTo(embedded + 1);
    }

    @Test
    void aMetadataPatchMergesAndEmbedsNothing() {
        kb.put(
                        "a",
                        Map.of(
                                "text",
                                OTTERS,
                                "metadata",
                                Map.of(
                                        "team",
                                        "people",
                                        "gone",
                                        1,
                                        "author",
                                        Map.of("name", "Ada", "age", 36),
                                        "tags",
                                        List.of("a"))))
                .then()
                .statusCode(201);
        long embedded = embeddedTexts();

        patch(
                        "a",
                        "{\"team\": \"sales\", \"gone\": null, \"author\": {\"age\": null, \"town\": \"Rome\"}, \"tags\": []}")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");

        kb.get("a")
                .then()
                .body(
                        "metadata",
                        is(Map.of(
                                "team", "sales", "author", Map.of("name", "Ada", "town", "Rome"), "tags", List.of())));
        assertThat(embeddedTexts()).isEqualTo(embedded);
        assertThat(given().get(kb.document("a") + "/content").asString()).isEqualTo(OTTERS);
        kb.search("otters", Map.of("team", "sales")).body("data", hasSize(1)).body("data[0].version", is(2));
        kb.search("otters", Map.of("author.town", "Rome")).body("data", hasSize(1));
        kb.search("otters", Map.of("team", "people")).statusCode(200).body("data", empty());
        kb.search("otters", Map.of("gone", Map.of("$exists", true)))
                .statusCode(200)
                .body("data", empty());
    }

    @Test
    void aPatchCanBeSentAsAMergePatch() {
        kb.put("a", OTTERS).then().statusCode(201);

        given().contentType("application/merge-patch+json")
                .header("If-Match", "\"1\"")
                .body("{\"metadata\": {\"n\": 1}}")
                .patch(kb.document("a"))
                .then()
                .statusCode(200)
                .body("metadata.n", is(1));
    }

    @Test
    void metadataThatIsLeftOutOfAPutIsRemoved() {
        kb.put("a", Map.of("text", OTTERS, "metadata", Map.of("n", 1))).then().statusCode(201);

        kb.put("a", OTTERS).then().statusCode(200).body("version", is(2));

        kb.get("a").then().body("metadata", is(Map.of()));
    }

    private Response patch(String externalId, String metadata) {
        return given().contentType("application/json")
                .body("{\"metadata\": " + metadata + "}")
                .patch(kb.document(externalId));
    }

    private long embeddedTexts() {
        return metrics.get("lockstep.embedding.text")
                .tag("lane", "documents")
                .timer()
                .count();
    }

    @Test
    void anUnknownIdIsNotMadeByPut() {
        String path = kb.path() + "/documents/" + UUID.randomUUID();

        given().contentType("application/json")
                .body(Map.of("text", OTTERS))
                .put(path)
                .then()
                .statusCode(404);

        given().get(path).then().statusCode(404);
        assertThat(kb.texts("otters")).isEmpty();
    }
}
