package dev.lockstep.web.knowledgebases;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/** How documents are cut, as their knowledge base has it and as they want it themselves. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ChunkingApiTest {

    private static final String GUIDE = "# Guide\n\nRead this.\n\n## Install\n\n### Linux\n\nTake the package.";

    @Test
    void aKnowledgeBaseCutsByItsStrategy() {
        Api kb = Api.newKnowledgeBase(Map.of("chunking", Map.of("strategy", "sentences", "max_sentences", 1)));
        given().get(kb.path())
                .then()
                .body("chunking.strategy", is("sentences"))
                .body("chunking.max_sentences", is(1))
                .body("chunking.max_tokens", is(384))
                .body("chunking.overlap_tokens", is(48));

        kb.post("a", "Dr. Smith came. He saw us. Then he left.").then().statusCode(201);

        assertThat(chunks(kb, "a").getList("data.text"))
                .containsExactly("Dr. Smith came.", "He saw us.", "Then he left.");
    }

    @Test
    void headingsAreFoundByTheirPathAndTheTextStaysAsItWas() {
        Api kb = Api.newKnowledgeBase(Map.of("chunking", Map.of("strategy", "headings", "max_tokens", 64)));
        kb.post("guide", GUIDE).then().statusCode(201);

        kb.search(Map.of("query", "guide install", "mode", "lexical", "limit", 1))
                .then()
                .statusCode(200)
                .body("data[0].text", is("## Install\n\n### Linux\n\nTake the package."))
                .body("data[0].headings", contains("Guide", "Install", "Linux"))
                .body("data[0].position.index", is(1))
                .body("data[0].position.page", nullValue());
    }

    @Test
    void hitsNameTheirPages() {
        Api kb = Api.newKnowledgeBase();
        kb.post(Map.of(
                        "external_id",
                        "paged",
                        "text",
                        "Otters swim.\fTigers roam the jungle.\f",
                        "chunking",
                        Map.of("strategy", "pages")))
                .then()
                .statusCode(201)
                .body("chunks.stored", is(2));
        kb.post("whole", "Bees fly.\fAnts walk.").then().statusCode(201);

        kb.search(Map.of("query", "tigers", "limit", 1))
                .then()
                .body("data[0].text", is("Tigers roam the jungle."))
                .body("data[0].position.page", is(2))
                .body("data[0].position.last_page", is(2))
                .body("data[0].position.start", is(13));
        JsonPath whole = chunks(kb, "whole");
        assertThat(whole.getList("data.position.page")).containsExactly(1);
        assertThat(whole.getList("data.position.last_page")).containsExactly(2);
    }

    @Test
    void codeIsCutBetweenBlocks() {
        Api kb = Api.newKnowledgeBase();
        String code = "def first(a):\n    return a + 1\n\n\ndef second(b):\n    return b - 1\n";
        kb.post(Map.of("external_id", "code", "text", code, "chunking", Map.of("strategy", "code", "max_tokens", 16)))
                .then()
                .statusCode(201);

        assertThat(chunks(kb, "code").getList("data.text"))
                .containsExactly("def first(a):\n    return a + 1", "def second(b):\n    return b - 1");
    }

    @Test
    void readyChunksAreStoredAsTheyAre() {
        Api kb = Api.newKnowledgeBase();
        List<Map<String, ?>> ready = List.of(
                Map.of("text", " Otters swim. 😀", "headings", List.of("Animals", "Otters")),
                Map.of("text", "Tigers roam.", "metadata", Map.of("page", "iv", "n", 5.0)));
        kb.post(Map.of("external_id", "r", "chunks", ready, "metadata", Map.of("by", "Ada")))
                .then()
                .statusCode(201)
                .body("chunks.expected", is(2));

        assertThat(given().get(kb.document("r") + "/content").asString()).isEqualTo(" Otters swim. 😀\n\nTigers roam.");
        JsonPath stored = chunks(kb, "r");
        assertThat(stored.getList("data.text")).containsExactly(" Otters swim. 😀", "Tigers roam.");
        assertThat(stored.getList("data.position.start")).containsExactly(0, 17);
        assertThat(stored.getList("data.headings[0]")).containsExactly("Animals", "Otters");
        kb.search(Map.of("query", "Tigers roam.", "limit", 1))
                .then()
                .body("data[0].chunk_metadata", is(Map.of("page", "iv", "n", 5)))
                .body("data[0].metadata", is(Map.of("by", "Ada")));

        kb.put("r", Map.of("chunks", ready, "metadata", Map.of("by", "Ada")))
                .then()
                .body("change", is("unchanged"));
        given().contentType("application/merge-patch+json")
                .body(Map.of("metadata", Map.of("by", "Bob")))
                .patch(kb.document("r"))
                .then()
                .statusCode(200);
        assertThat(chunks(kb, "r").getList("data.text")).hasSize(2);
        kb.put("r", Map.of("chunks", ready, "metadata", Map.of("by", "Bob")))
                .then()
                .body("change", is("unchanged"));
    }

    @Test
    void aTransactionTakesReadyChunksAndChunkings() {
        Api kb = Api.newKnowledgeBase();
        given().contentType("application/json")
                .body(Map.of(
                        "operations",
                        List.of(
                                operation(
                                        kb,
                                        "a",
                                        Map.of("chunks", List.of(Map.of("text", "One."), Map.of("text", "Two.")))),
                                operation(
                                        kb,
                                        "b",
                                        Map.of("text", "Three.\fFour.", "chunking", Map.of("strategy", "pages"))))))
                .post("/v1/transactions")
                .then()
                .statusCode(200)
                .body("status", is("completed"));

        assertThat(chunks(kb, "a").getList("data.text")).containsExactly("One.", "Two.");
        assertThat(chunks(kb, "b").getList("data.text")).containsExactly("Three.", "Four.");
    }

    private static Map<String, ?> operation(Api kb, String externalId, Map<String, ?> document) {
        return Map.of(
                "operation", "upsert", "knowledge_base", kb.name(), "external_id", externalId, "document", document);
    }

    @Test
    void whatADocumentWantsForItselfOutlivesAReembedding() {
        Api kb = Api.newKnowledgeBase();
        kb.post("others", GUIDE).then().statusCode(201);
        kb.post(Map.of("external_id", "own", "text", GUIDE, "chunking", Map.of("max_tokens", 384)))
                .then()
                .statusCode(201);
        kb.post(Map.of("external_id", "ready", "chunks", List.of(Map.of("text", "One."), Map.of("text", "Two."))))
                .then()
                .statusCode(201);
        given().contentType("application/json")
                .body(Map.of("chunking", Map.of("strategy", "headings", "max_tokens", 64)))
                .post(kb.path() + "/reembed")
                .then()
                .statusCode(202)
                .body("building.chunking.strategy", is("headings"));
        Eventually.holds(
                () -> assertThat(given().get(kb.path() + "/reembed").jsonPath().getInt("live.generation"))
                        .isEqualTo(2));

        given().get(kb.path()).then().body("chunking.strategy", is("headings")).body("chunking.max_tokens", is(64));
        assertThat(chunks(kb, "others").getList("data.text")).hasSize(2);
        assertThat(chunks(kb, "own").getList("data.text")).containsExactly(GUIDE);
        assertThat(chunks(kb, "ready").getList("data.text")).containsExactly("One.", "Two.");
        kb.put("own", Map.of("text", GUIDE, "chunking", Map.of("max_tokens", 384)))
                .then()
                .statusCode(200);
    }

    @Test
    void chunksThatDoNotFitAreRefusedAndNothingIsStored() {
        Api kb = Api.newKnowledgeBase();
        String large = "word ".repeat(511);

        kb.post(Map.of("chunks", List.of(Map.of("text", "Fits."), Map.of("text", large))))
                .then()
                .statusCode(422)
                .body("code", is("chunk_too_large"))
                .body("chunk", is(1))
                .body("actual", is(511))
                .body("limit", is(510))
                .body("detail", containsString("chunk 1 has 511 tokens; at most 510"));
        kb.post(Map.of("text", large, "chunking", Map.of("strategy", "none")))
                .then()
                .statusCode(422)
                .body("code", is("chunk_too_large"));
        given().get(kb.path()).then().body("counts.documents", is(0));
    }

    @Test
    void wrongChunkingsAreRefusedWithTheSettingAndItsBounds() {
        Api kb = Api.newKnowledgeBase();
        refused(kb, Map.of("text", "a", "chunking", Map.of("strategy", "semantic")), "chunking.strategy");
        refused(
                kb,
                Map.of("text", "a", "chunking", Map.of("strategy", "recursive", "max_sentences", 2)),
                "chunking.max_sentences");
        refused(kb, Map.of("text", "a", "chunks", List.of(Map.of("text", "a"))), "chunks");
        refused(
                kb,
                Map.of("chunks", List.of(Map.of("text", "a")), "chunking", Map.of("strategy", "pages")),
                "chunking.strategy");
        kb.post(Map.of("text", "a", "chunking", Map.of("max_tokens", 5)))
                .then()
                .statusCode(400)
                .body("code", is("invalid_value"))
                .body("property", is("chunking.max_tokens"))
                .body("minimum", is(16))
                .body("maximum", is(510));
        kb.post(Map.of("chunks", List.of())).then().statusCode(422).body("code", is("empty_text"));
        kb.post(Map.of("chunks", List.of(Map.of("text", "a"), Map.of("text", " "))))
                .then()
                .statusCode(422)
                .body("property", is("chunks[1].text"));
    }

    private static void refused(Api kb, Map<String, ?> document, String property) {
        kb.post(document)
                .then()
                .statusCode(400)
                .body("code", is("invalid_value"))
                .body("property", is(property));
    }

    private static JsonPath chunks(Api kb, String externalId) {
        return given().queryParam("limit", 100)
                .get(kb.document(externalId) + "/chunks")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
