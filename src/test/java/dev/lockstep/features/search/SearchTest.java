package dev.lockstep.features.search;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

/** What a search answers. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchTest {

    private static final String QUERY = "how do animals sleep?";

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    @Test
    void noMoreHitsThanAskedForComeBack() {
        for (int i = 0; i < 12; i++) {
            kb.post("d" + i, "Animal number " + i + " sleeps.").then().statusCode(201);
        }

        kb.search(Map.of("query", QUERY, "limit", 1)).then().body("data", hasSize(1));
        kb.search(Map.of("query", QUERY)).then().body("data", hasSize(10));
        kb.search(Map.of("query", QUERY, "limit", 100)).then().body("data", hasSize(12));
    }

    @Test
    void aHitSaysWhereItComesFrom() {
        String id = kb.post(Map.of(
                        "external_id", "a", "title", "On otters", "text", "Otters sleep.", "metadata", Map.of("n", 1)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        kb.search(Map.of("query", QUERY, "mode", "dense"))
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].document_id", is(id))
                .body("data[0].external_id", is("a"))
                .body("data[0].version", is(1))
                .body("data[0].title", is("On otters"))
                .body("data[0].text", is("Otters sleep."))
                .body("data[0].position", is(Map.of("index", 0, "start", 0, "end", 13)))
                .body("data[0].metadata", is(Map.of("n", 1)))
                .body("degraded", empty());
    }

    @Test
    void anEmptyKnowledgeBaseHasNoHits() {
        kb.search(Map.of("query", QUERY)).then().statusCode(200).body("data", empty());
    }

    @Test
    void aFieldIsKnownAsSoonAsADocumentHasIt() {
        Map<String, Object> filter = Map.of("late", "yes");
        kb.search(QUERY, filter).statusCode(400).body("code", is("unknown_filter_field"));

        kb.post(Map.of("text", "Otters sleep.", "metadata", Map.of("late", "yes")))
                .then()
                .statusCode(201);

        kb.search(QUERY, filter).statusCode(200).body("data", hasSize(1));
    }

    @Test
    void aLongDocumentIsFoundByEachOfItsParts() {
        List<String> parts = new ArrayList<>();
        for (String animal : List.of("Otters", "Owls", "Cats", "Horses")) {
            parts.add((animal + " sleep in their own way, as everyone who watched them knows. ").repeat(8));
        }
        kb.post(Map.of(
                        "external_id",
                        "all",
                        "text",
                        String.join("\n\n", parts),
                        "chunking",
                        Map.of("max_tokens", 64, "overlap_tokens", 0)))
                .then()
                .statusCode(201);

        for (String animal : List.of("Otters", "Owls", "Cats", "Horses")) {
            kb.search(Map.of("query", animal + " sleep", "limit", 1))
                    .then()
                    .body("data[0].text", containsString(animal));
        }
    }
}
