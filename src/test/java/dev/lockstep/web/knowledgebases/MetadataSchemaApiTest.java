package dev.lockstep.web.knowledgebases;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/** A metadata schema as a client meets it: shown, enforced at every way in, and known to filters. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class MetadataSchemaApiTest {

    private static final Map<String, ?> FIELDS = Map.of(
            "year", Map.of("type", "number", "required", true),
            "due", Map.of("type", "date"),
            "tags", Map.of("type", "string", "list", true),
            "author.name", Map.of("type", "string"),
            "open", Map.of("type", "boolean"));

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase(Map.of("metadata_schema", Map.of("fields", FIELDS)));
    }

    @Test
    void aSchemaIsShownWithItsDefaults() {
        given().get(kb.path())
                .then()
                .statusCode(200)
                .body("metadata_schema.additional", is("refuse"))
                .body("metadata_schema.fields.year", is(Map.of("type", "number", "list", false, "required", true)))
                .body("metadata_schema.fields.tags", is(Map.of("type", "string", "list", true, "required", false)))
                .body("metadata_schema.fields.'author.name'.type", is("string"));
        String name = kb.name();
        given().queryParam("limit", 500)
                .get("/v1/knowledge-bases")
                .then()
                .body("data.find { it.name == '" + name + "' }.metadata_schema.fields.open.type", is("boolean"));
        given().get(Api.newKnowledgeBase().path()).then().body("metadata_schema", nullValue());
    }

    @Test
    void aChangedDescriptionLeavesTheSchema() {
        given().contentType("application/json")
                .body(Map.of("description", "new"))
                .patch(kb.path())
                .then()
                .statusCode(200)
                .body("metadata_schema.fields.due.type", is("date"));
    }

    @Test
    void everyWayInIsChecked() {
        refused(
                kb.post(Map.of("text", "A.", "metadata", Map.of("year", "2026")))
                        .then(),
                "year",
                "a number");
        refused(kb.post(Map.of("text", "A.")).then(), "year", "a number");
        refused(
                kb.put("a", Map.of("text", "A.", "metadata", Map.of("year", 1, "yaer", 1)))
                        .then(),
                "yaer",
                "nothing");
        kb.put("a", Map.of("text", "A.", "metadata", Map.of("year", 1))).then().statusCode(201);
        refused(patch("{\"tags\": \"x\"}"), "tags", "a list of strings");
        refused(patch("{\"year\": null}"), "year", "a number");
        refused(
                transaction(Map.of("text", "B.", "metadata", Map.of("year", 1, "due", "soon"))),
                "due",
                "a date (RFC 3339)");
        refused(transaction(Map.of("metadata", Map.of("open", 1))), "open", "true or false");
        given().multiPart("file", "a.txt", "C.".getBytes(), "text/plain")
                .multiPart("metadata", "{\"year\": [1]}", "application/json")
                .post(kb.path() + "/documents")
                .then()
                .statusCode(422)
                .body("detail", containsString("'year' must be a number, not a list with 1"));

        assertThat(kb.texts("a")).containsExactly("A.");
        patch("{\"tags\": [\"x\"], \"due\": \"2026-01-01\"}").statusCode(200);
    }

    private ValidatableResponse patch(String metadata) {
        return given().contentType("application/json")
                .body("{\"metadata\": " + metadata + "}")
                .patch(kb.document("a"))
                .then();
    }

    private ValidatableResponse transaction(Map<String, ?> document) {
        return given().contentType("application/json")
                .body(Map.of(
                        "operations",
                        List.of(Map.of(
                                "operation",
                                "upsert",
                                "knowledge_base",
                                kb.name(),
                                "external_id",
                                "a",
                                "document",
                                document))))
                .post("/v1/transactions")
                .then();
    }

    private static void refused(ValidatableResponse response, String field, String expected) {
        response.statusCode(422)
                .body("code", is("metadata_invalid"))
                .body("field", is(field))
                .body("expected", is(expected));
    }

    @Test
    void oneInstantIsOneDateHoweverItIsWrittenWhereverItIsAsked() {
        Map<String, String> dates =
                Map.of("utc", "2026-01-01T10:00:00Z", "offset", "2026-01-01T12:00:00+02:00", "other", "2026-01-01");
        dates.forEach((id, date) -> kb.put(id, Map.of("text", id, "metadata", Map.of("year", 1, "due", date)))
                .then()
                .statusCode(201));

        Map<String, ?> same = Map.of("due", Map.of("$in", List.of("2026-01-01T11:00:00+01:00", "1999-01-01")));
        assertFound(same, "utc", "offset");
        assertFound(Map.of("due", "2026-01-01T00:00:00Z"), "other");
        assertFound(Map.of("due", Map.of("$ne", "2026-01-01 10:00:00")), "other");
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsExactly("SETTLED"));
        assertFound(same, "utc", "offset");
        assertFound(Map.of("due", Map.of("$ne", "2026-01-01 10:00:00")), "other");
    }

    private void assertFound(Map<String, ?> filter, String... ids) {
        List<String> found =
                kb.search("which?", filter).statusCode(200).extract().path("data.external_id");
        assertThat(found).containsExactlyInAnyOrder(ids);
        List<String> listed = kb.list(filter, 10).statusCode(200).extract().path("data.external_id");
        assertThat(listed).containsExactlyInAnyOrder(ids);
    }

    @Test
    void aDeclaredFieldIsKnownAndTypedBeforeAnyDocumentHasIt() {
        assertFound(Map.of("author.name", "Ada"));
        kb.search("a", Map.of("year", "2026")).statusCode(400).body("code", is("filter_type_mismatch"));
        kb.list(Map.of("due", "soon"), 5).statusCode(400).body("expected", is("date"));
        kb.delete(Map.of("filter", Map.of("yaer", 1))).statusCode(400).body("code", is("unknown_filter_field"));
    }

    @Test
    void declaredFieldsAreIndexedFromTheBeginning() {
        assertThat(stores.payloadIndexes(kb))
                .contains("metadata.year", "dates.due", "metadata.tags", "metadata.author.name", "metadata.open");
    }

    @Test
    void aSchemaThatAllowsOthersKnowsWhatDocumentsHave() {
        kb = Api.newKnowledgeBase(Map.of("metadata_schema", Map.of("fields", FIELDS, "additional", "allow")));
        kb.put("a", Map.of("text", "A.", "metadata", Map.of("year", 1, "colour", "red")))
                .then()
                .statusCode(201);

        assertFound(Map.of("colour", "red"), "a");
        kb.list(Map.of("color", "red"), 5).statusCode(400).body("code", is("unknown_filter_field"));
        kb.list(Map.of("colour", 1), 5).statusCode(400).body("code", is("filter_type_mismatch"));
        refused(
                kb.post(Map.of("text", "A.", "metadata", Map.of("colour", "red")))
                        .then(),
                "year",
                "a number");
    }
}
