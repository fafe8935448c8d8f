package dev.lockstep.features.reembedding;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.SecondModel;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** A version that is restored is cut as it was, with all that its chunks said. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class KeptCutTest {

    private static final Map<String, ?> READY = Map.of(
            "title",
            "Cats",
            "chunks",
            List.of(
                    Map.of(
                            "text",
                            "Tigers are striped.",
                            "headings",
                            List.of("Cats", "Tigers"),
                            "metadata",
                            Map.of("n", 5)),
                    Map.of("text", "Lions live in prides.", "metadata", Map.of("n", 6))));

    private static final Map<String, ?> PAGED = Map.of(
            "text",
            "# Cats\n\nTigers are striped.\n\f# Dogs\n\nWolves live in packs.",
            "format",
            "markdown",
            "chunking",
            Map.of("strategy", "headings", "max_tokens", 64));

    private static final String OTHER = "Rockets burn liquid oxygen.";

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @AfterEach
    void remove() {
        given().delete(kb.path());
    }

    @Test
    void chunksKeepWhatTheySayWithoutBeingEmbedded() {
        for (Map<String, ?> document : List.of(READY, PAGED)) {
            String name = document == READY ? "ready" : "paged";
            kb.put(name, document).then().statusCode(201);
            List<Map<String, Object>> before = chunks(name);
            assertThat(before).hasSize(2);
            kb.put(name, OTHER).then().statusCode(200);

            restore(name).body("chunks", is(Map.of("expected", 2, "stored", 2, "embedded", 0, "reused", 2)));

            assertThat(chunks(name)).isEqualTo(before);
            kb.put(name, document).then().statusCode(200).body("change", is("unchanged"));
        }
    }

    @Test
    void whatAClientHasCutOutlivesTheGenerationsThatHadIt() {
        kb.put("ready", READY).then().statusCode(201);
        List<Map<String, Object>> before = chunks("ready");
        serveAnew(2, Map.of("embedding_model", SecondModel.NAME));
        kb.put("ready", OTHER).then().statusCode(200);
        purged();
        serveAnew(3, Reembed.chunks(100));

        restore("ready").body("chunks.expected", is(2));

        assertThat(chunks("ready")).isEqualTo(before);
        kb.put("ready", READY).then().statusCode(200).body("change", is("unchanged"));
    }

    /** And removes what served before. */
    private void serveAnew(int generation, Map<String, ?> settings) {
        Reembed.begin(kb, settings);
        Reembed.serves(kb, generation);
        Reembed.discard(kb);
        Eventually.holds(() -> assertThat(stores.query(
                        "SELECT 1 FROM knowledge_base_generation"
                                + " WHERE knowledge_base_id = $1 AND generation < $2 AND state <> 'DROPPED'",
                        Tuple.of(kb.id(), generation)))
                .isEmpty());
    }

    /** What waits for the purge is not removed with its generation. */
    private void purged() {
        Eventually.holds(() -> assertThat(stores.query(
                        "SELECT 1 FROM garbage g JOIN chunk c ON c.point_id = g.point_id"
                                + " JOIN document d ON d.id = c.document_id WHERE d.knowledge_base_id = $1",
                        Tuple.of(kb.id())))
                .isEmpty());
    }

    private ValidatableResponse restore(String name) {
        return given().post(kb.document(name) + "/versions/1/restore")
                .then()
                .statusCode(200)
                .body("change", is("restored"));
    }

    private List<Map<String, Object>> chunks(String name) {
        return given().get(kb.document(name) + "/chunks")
                .then()
                .statusCode(200)
                .extract()
                .path(
                        "data.collect { [text: it.text, headings: it.headings, position: it.position, own: it.chunk_metadata] }");
    }
}
