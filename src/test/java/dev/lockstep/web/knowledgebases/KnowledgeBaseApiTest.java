package dev.lockstep.web.knowledgebases;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class KnowledgeBaseApiTest {

    @Inject
    StoreInspector stores;

    @Test
    void aKnowledgeBaseIsMadeAsAskedAndReadBack() {
        String name = newName();
        create(Map.of(
                        "name",
                        name,
                        "description",
                        "How we wörk 🦦",
                        "chunking",
                        Map.of("max_tokens", 64, "overlap_tokens", 8)))
                .statusCode(201)
                .header("Location", endsWith("/v1/knowledge-bases/" + name))
                .body("name", is(name));

        given().get("/v1/knowledge-bases/" + name)
                .then()
                .statusCode(200)
                .body("name", is(name))
                .body("description", is("How we wörk 🦦"))
                .body("chunking.max_tokens", is(64))
                .body("chunking.overlap_tokens", is(8))
                .body("placement", is("own"))
                .body("dimension", is(384))
                .body("counts.documents", is(0))
                .body("counts.chunks", is(0))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"));
    }

    @Test
    void theWeightsOfTheFusionAreKeptAsAsked() {
        String name = newName();
        create(Map.of("name", name, "fusion", Map.of("dense", 0.5, "lexical", 1)))
                .statusCode(201)
                .body("fusion.dense", is(0.5f))
                .body("fusion.lexical", is(1.0f));
        String half = newName();
        create(Map.of("name", half, "fusion", Map.of("lexical", 0)))
                .statusCode(201)
                .body("fusion.dense", nullValue())
                .body("fusion.lexical", is(0.0f));
        String without = newName();
        create(Map.of("name", without)).statusCode(201).body("fusion", nullValue());

        given().get("/v1/knowledge-bases/" + name)
                .then()
                .body("fusion.dense", is(0.5f))
                .body("fusion.lexical", is(1.0f));
        given().queryParam("limit", 500)
                .get("/v1/knowledge-bases")
                .then()
                .body("data.find { it.name == '" + half + "' }.fusion.lexical", is(0.0f))
                .body("data.find { it.name == '" + without + "' }.fusion", nullValue());
        given().contentType("application/json")
                .body(Map.of("query", "otters", "fusion", Map.of("dense", 0)))
                .post("/v1/knowledge-bases/" + half + "/search")
                .then()
                .statusCode(400)
                .body("detail", containsString("a weight above 0"));
    }

    @Test
    void theDescriptionCanBeChangedAndRemoved() {
        Api kb = Api.newKnowledgeBase();

        describe(kb, "{\"description\": \"New\"}").statusCode(200).body("description", is("New"));
        given().get(kb.path()).then().body("description", is("New"));
        given().queryParam("limit", 500)
                .get("/v1/knowledge-bases")
                .then()
                .body("data.find { it.name == '" + kb.name() + "' }.description", is("New"));

        describe(kb, "{\"description\": null}").statusCode(200).body("description", nullValue());
        given().get(kb.path()).then().body("description", nullValue());
    }

    private static ValidatableResponse describe(Api kb, String body) {
        return given().contentType("application/json")
                .body(body)
                .patch(kb.path())
                .then();
    }

    @Test
    void countsAreOfWhatIsLive() {
        Api kb = Api.newKnowledgeBase();
        kb.post("a", "One.").then().statusCode(201);
        kb.post("b", "Two.").then().statusCode(201);
        kb.put("b", "Two, again.").then().statusCode(200);
        kb.post("c", "Three.").then().statusCode(201);
        kb.delete("c").then().statusCode(204);

        given().get(kb.path()).then().body("counts.documents", is(2)).body("counts.chunks", is(2));
    }

    @Test
    void aListingGoesThroughAllPagesByName() {
        String prefix = "page-" + UUID.randomUUID() + "-";
        List<String> made = IntStream.range(0, 5).mapToObj(i -> prefix + i).toList();
        made.forEach(name -> create(Map.of("name", name)).statusCode(201));

        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            var page = given().queryParam("limit", 3)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/v1/knowledge-bases")
                    .then()
                    .statusCode(200)
                    .extract();
            names.addAll(page.<List<String>>path("data.name"));
            cursor = page.path("next_cursor");
        } while (cursor != null);

        assertThat(names).isSorted().doesNotHaveDuplicates().containsAll(made);
    }

    @Test
    void aNameIsFreeOnceItsKnowledgeBaseIsDeleted() {
        Api kb = Api.newKnowledgeBase();
        UUID first = kb.id();
        kb.post("a", "Otters.").then().statusCode(201);

        given().delete(kb.path()).then().statusCode(204);
        given().delete(kb.path()).then().statusCode(404).body("code", is("knowledge_base_not_found"));
        create(Map.of("name", kb.name())).statusCode(201);

        assertThat(kb.id()).isNotEqualTo(first);
        kb.get("a").then().statusCode(404);
        kb.search(Map.of("query", "otters")).then().statusCode(200).body("data", empty());
    }

    @Test
    void knowledgeBasesThatShareACollectionDoNotSeeEachOther() {
        String one = createShared();
        String other = createShared();
        store(one, "same", "Otters of the first.", 1);
        store(other, "same", "Otters of the second.", 2);

        assertThat(texts(one, Map.of("query", "otters"))).containsExactly("Otters of the first.");
        assertThat(texts(other, Map.of("query", "otters"))).containsExactly("Otters of the second.");
        assertThat(texts(one, Map.of("query", "otters", "filter", Map.of("n", Map.of("$ne", 1)))))
                .isEmpty();
        String document = given().get("/v1/knowledge-bases/" + one + "/documents/external:same")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        given().get("/v1/knowledge-bases/" + other + "/documents/" + document)
                .then()
                .statusCode(404);
        given().delete("/v1/knowledge-bases/" + other + "/documents/" + document)
                .then()
                .statusCode(404);
        given().get("/v1/knowledge-bases/" + other + "/documents").then().body("data", hasSize(1));
    }

    @Test
    void deletingOneOfTwoThatShareACollectionLeavesTheOther() {
        String kept = createShared();
        String deleted = createShared();
        store(kept, "a", "Otters stay.", 1);
        store(deleted, "a", "Otters go.", 1);
        UUID deletedId = id(deleted);
        String collection = collectionOf(deletedId);
        assertThat(collection).isEqualTo(collectionOf(id(kept)));

        given().delete("/v1/knowledge-bases/" + deleted).then().statusCode(204);

        Eventually.holds(() -> {
            assertThat(stores.points(collection, deletedId)).isEmpty();
            assertThat(stores.count("SELECT count(*) FROM knowledge_base WHERE id = '" + deletedId + "'"))
                    .isZero();
        });
        assertThat(stores.points(collection, id(kept))).hasSize(1);
        assertThat(texts(kept, Map.of("query", "otters"))).containsExactly("Otters stay.");
        store(createShared(), "a", "The collection is still there.", 1);
    }

    private String collectionOf(UUID knowledgeBase) {
        return stores.query("SELECT collection FROM knowledge_base WHERE id = $1", Tuple.of(knowledgeBase))
                .iterator()
                .next()
                .getString("collection");
    }

    private static String createShared() {
        String name = newName();
        create(Map.of("name", name, "placement", "shared")).statusCode(201).body("placement", is("shared"));
        return name;
    }

    private static void store(String kb, String externalId, String text, int n) {
        given().contentType("application/json")
                .body(Map.of("external_id", externalId, "text", text, "metadata", Map.of("n", n)))
                .post("/v1/knowledge-bases/" + kb + "/documents")
                .then()
                .statusCode(201);
    }

    private static List<String> texts(String kb, Map<String, Object> search) {
        return given().contentType("application/json")
                .body(search)
                .post("/v1/knowledge-bases/" + kb + "/search")
                .then()
                .statusCode(200)
                .extract()
                .path("data.text");
    }

    private static UUID id(String kb) {
        return UUID.fromString(given().get("/v1/knowledge-bases/" + kb)
                .then()
                .statusCode(200)
                .extract()
                .path("id"));
    }

    private static ValidatableResponse create(Map<String, ?> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/knowledge-bases")
                .then();
    }

    private static String newName() {
        return "kb-" + UUID.randomUUID();
    }
}
