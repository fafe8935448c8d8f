package dev.lockstep.features.search;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/** What a search answers when a part of it is away. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchDegradedTest {

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void storeDocuments() {
        kb = Api.newKnowledgeBase();
        kb.post(Map.of("external_id", "otters", "text", "Otters sleep in kelp.", "metadata", Map.of("wet", true)))
                .then()
                .statusCode(201);
        kb.post(Map.of("external_id", "cats", "text", "Cats sleep in the sun.", "metadata", Map.of("wet", false)))
                .then()
                .statusCode(201);
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "dense", "lexical"})
    void withoutQdrantPostgresAnswersByWords(String mode) {
        Faults.refuse("QueryBatch", "UNAVAILABLE");

        kb.search(Map.of("query", "sleeping otters", "mode", mode, "explain", true))
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200)
                .body("data.external_id", is(List.of("otters", "cats")))
                .body("data[0].scores.dense", nullValue())
                .body("data[0].explain.lexical.source", is("catalog"))
                .body("degraded.stage", is(List.of("points")))
                .body("degraded.reason", is(List.of("points_unavailable")));
    }

    @Test
    void aCollectionThatIsLostIsAnsweredByWordsToo() {
        stores.dropCollection(kb);

        kb.search(Map.of("query", "sleeping otters"))
                .then()
                .statusCode(200)
                .body("data.external_id", is(List.of("otters", "cats")))
                .body("degraded.reason", is(List.of("points_rejected")));
    }

    @Test
    void filtersAndWritesCountWithoutQdrantToo() {
        Faults.refuse("QueryBatch", "UNAVAILABLE");
        kb.put("cats", "Cats purr.").then().statusCode(200);

        kb.search(Map.of("query", "sleep")).then().statusCode(200).body("data.external_id", is(List.of("otters")));
        kb.search("sleep", Map.of("wet", false)).statusCode(200).body("data", empty());
    }

    @Test
    void aThresholdOnScoresThatAreAwayIsNotApplied() {
        Faults.refuse("QueryBatch", "UNAVAILABLE");

        kb.search(Map.of("query", "sleeping otters", "score_threshold", 0.99, "threshold_on", "dense"))
                .then()
                .statusCode(200)
                .body("data.external_id", hasItem("otters"))
                .body("threshold", nullValue())
                .body("warnings.code", is(List.of("threshold_not_applied")));
    }

    @Test
    void withoutQdrantWordsAloneDecideWhatIsRelevant() {
        Faults.refuse("QueryBatch", "UNAVAILABLE");

        kb.search(Map.of("query", "sleeping otters", "score_threshold", 0.5))
                .then()
                .statusCode(200)
                .body("data.external_id", is(List.of("otters")));
        kb.search(Map.of("query", "sleeping otters", "score_threshold", 0.5, "mode", "dense"))
                .then()
                .statusCode(200)
                .body("data.external_id", is(List.of("otters")));
    }

    @Test
    void withoutQdrantAndWithoutWordsThereIsNoAnswer() {
        Faults.refuse("QueryBatch", "UNAVAILABLE");

        kb.search(Map.of("query", "is it that?"))
                .then()
                .statusCode(503)
                .header("Retry-After", is("1"))
                .body("code", is("points_unavailable"));
    }
}
