package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Each document has a language: found in it, named by it, or that of its knowledge base. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class DocumentLanguageTest {

    private static final String GERMAN = "Die Mitarbeiterinnen und Mitarbeiter haben nach der Geburt ihres Kindes"
            + " Anspruch auf Elternzeit. Der Antrag muss spätestens sieben Wochen vorher bei der Personalabteilung"
            + " eingehen, damit die Vertretung geregelt werden kann. Die Häuser der Kinder sind geöffnet.";
    private static final String ENGLISH = "Employees who have become parents are entitled to parental leave. The"
            + " application has to reach the personnel department at least seven weeks before, so that a substitute"
            + " can be found in time.";

    @Inject
    StoreInspector stores;

    Api kb;

    @AfterEach
    void delete() {
        if (kb != null) {
            given().delete(kb.path());
        }
    }

    private void make(String language) {
        kb = Api.newKnowledgeBase(Map.of("language", language));
    }

    private void language(String externalId, String language) {
        kb.get(externalId).then().statusCode(200).body("language", is(language));
    }

    @Test
    void whereTheKnowledgeBaseHasAutoItIsFoundInTheText() {
        make("auto");
        given().get(kb.path()).then().body("language", is("auto"));

        kb.post("german", GERMAN).then().statusCode(201).body("language", is("de"));
        kb.post("english", ENGLISH).then().statusCode(201).body("language", is("en"));
        kb.post("numbers", "4711 0815 42 23 7 9").then().statusCode(201).body("language", is("und"));

        language("german", "de");
        given().get(kb.path() + "/documents").then().body("data.language", is(List.of("de", "en", "und")));
        kb.search(Map.of("query", "Elternzeit", "limit", 1))
                .then()
                .body("data[0].external_id", is("german"))
                .body("data[0].language", is("de"));
        kb.search(Map.of("query", "Elternzeit", "include", List.of("text")))
                .then()
                .body("data[0]", not(hasKey("language")));
    }

    @Test
    void elsewhereItIsThatOfTheKnowledgeBaseUnlessTheDocumentNamesOne() {
        make("de");

        kb.post("english", ENGLISH).then().statusCode(201).body("language", is("de"));
        kb.post(Map.of("external_id", "named", "text", ENGLISH, "language", "en"))
                .then()
                .statusCode(201)
                .body("language", is("en"));
        language("english", "de");
        language("named", "en");
    }

    @Test
    void aLanguageThatIsNotKnownIsRefusedByWhicheverWayItComes() {
        make("auto");
        refused(kb.post(Map.of("text", GERMAN, "language", "xx")).then());
        refused(kb.post(Map.of("text", GERMAN, "language", "auto")).then());
        refused(kb.put("a", Map.of("text", GERMAN, "language", "German")).then());
        refused(given().contentType("text/plain; charset=utf-8")
                .body(GERMAN.getBytes(StandardCharsets.UTF_8))
                .post(kb.path() + "/documents?language=xx")
                .then());
        refused(kb.search(Map.of("query", "a", "language", "xx")).then());
        kb.post("a", GERMAN).then().statusCode(201);
        refused(patch("a", Map.of("language", "xx")));
        assertThat(stores.liveChunks(kb)).hasSize(1);
    }

    private static void refused(ValidatableResponse response) {
        response.statusCode(400)
                .body("code", is("invalid_value"))
                .body("property", is("language"))
                .body("detail", containsString("de, "));
    }

    private ValidatableResponse patch(String externalId, Map<String, ?> body) {
        return given().contentType("application/json")
                .body(body)
                .patch(kb.document(externalId))
                .then();
    }

    @Test
    void itComesByEveryWayThatDocumentsCome() {
        make("en");
        given().contentType("text/plain; charset=utf-8")
                .body(GERMAN.getBytes(StandardCharsets.UTF_8))
                .post(kb.path() + "/documents?external_id=raw&language=de")
                .then()
                .statusCode(201)
                .body("language", is("de"));
        given().multiPart("file", "a.txt", GERMAN.getBytes(StandardCharsets.UTF_8), "text/plain")
                .multiPart("external_id", "form")
                .multiPart("language", "de")
                .post(kb.path() + "/documents")
                .then()
                .statusCode(201)
                .body("language", is("de"));
        assertThat(RawHttp.send(
                                "POST",
                                kb.path() + "/documents:batch",
                                "{\"external_id\": \"line\", \"language\": \"de\", \"text\": \"Elternzeit\"}\n"
                                        .getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/x-ndjson")
                        .status())
                .isEqualTo(200);
        language("line", "de");
        transact("upsert", "transacted", Map.of("text", GERMAN, "language", "de"));
        language("transacted", "de");
        given().contentType("application/json")
                .header("Prefer", "respond-async")
                .body(Map.of("external_id", "later", "text", GERMAN, "language", "de"))
                .post(kb.path() + "/documents")
                .then()
                .statusCode(202);
        Eventually.holds(() -> language("later", "de"));
    }

    private void transact(String operation, String externalId, Map<String, ?> document) {
        given().contentType("application/json")
                .body(Map.of(
                        "operations",
                        List.of(Map.of(
                                "operation",
                                operation,
                                "knowledge_base",
                                kb.name(),
                                "external_id",
                                externalId,
                                "document",
                                document))))
                .post("/v1/transactions")
                .then()
                .statusCode(200)
                .body("status", is("completed"));
    }

    @Test
    void theSameTextInAnotherLanguageIsAChange() {
        make("en");
        kb.post("a", GERMAN).then().statusCode(201);

        kb.put("a", GERMAN).then().body("change", is("unchanged"));
        kb.put("a", Map.of("text", GERMAN, "language", "de"))
                .then()
                .statusCode(200)
                .body("change", is("replaced"))
                .body("version", is(2))
                .body("language", is("de"))
                .body("chunks.embedded", is(0));
        kb.put("a", Map.of("text", GERMAN, "language", "de")).then().body("change", is("unchanged"));
        assertThat(stemmed("Hauses")).containsExactly("a");
        kb.put("a", GERMAN).then().body("change", is("replaced")).body("language", is("en"));
        assertThat(stemmed("Hauses")).isEmpty();
    }

    /** Documents that have a word, in whatever form it is. */
    private List<String> stemmed(String word) {
        return kb.search(Map.of("query", word, "mode", "lexical", "language", "de"))
                .then()
                .statusCode(200)
                .extract()
                .path("data.external_id");
    }

    @Test
    void itCanBeChangedAloneAndNothingIsEmbeddedForIt() {
        make("en");
        kb.post(Map.of("external_id", "a", "text", GERMAN, "metadata", Map.of("year", 2026)))
                .then()
                .statusCode(201);
        assertThat(stemmed("Hauses")).isEmpty();

        patch("a", Map.of("language", "de"))
                .statusCode(200)
                .body("language", is("de"))
                .body("version", is(2))
                .body("metadata.year", is(2026))
                .body("chunks.embedded", is(0));
        assertThat(stemmed("Hauses")).containsExactly("a");
        patch("a", Map.of("language", "de")).body("change", is("unchanged"));
        patch("a", Map.of("metadata", Map.of("year", 2027)))
                .body("language", is("de"))
                .body("metadata.year", is(2027));
        transact("update", "a", Map.of("language", "en", "metadata", Map.of("year", 2028)));
        kb.get("a").then().body("language", is("en")).body("metadata.year", is(2028));
        patch("a", Map.of()).statusCode(400).body("code", is("missing_property"));
    }

    @Test
    void aRestoredVersionHasTheLanguageThatItHad() {
        make("en");
        kb.post(Map.of("external_id", "a", "text", GERMAN, "language", "de"))
                .then()
                .statusCode(201);
        kb.put("a", ENGLISH).then().statusCode(200).body("language", is("en"));

        given().get(kb.document("a") + "/versions").then().body("data.language", is(List.of("en", "de")));
        given().contentType("application/json")
                .post(kb.document("a") + "/versions/1/restore")
                .then()
                .statusCode(200)
                .body("language", is("de"));
        assertThat(stemmed("Hauses")).containsExactly("a");
    }

    @Test
    void filtersKnowItWhereverDocumentsAre() {
        make("auto");
        kb.post(Map.of("external_id", "german", "text", GERMAN, "metadata", Map.of("language", "en")))
                .then()
                .statusCode(201);
        kb.post("english", ENGLISH).then().statusCode(201);

        assertFiltersWork();
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsOnly("SETTLED"));
        assertFiltersWork();

        kb.delete(Map.of("filter", Map.of("$language", "de"))).statusCode(200).body("deleted", is(1));
        kb.list(Map.of(), 5).body("data.external_id", is(List.of("english")));
    }

    private void assertFiltersWork() {
        assertFound(Map.of("$language", "de"), "german");
        assertFound(Map.of("$language", Map.of("$ne", "de")), "english");
        assertFound(Map.of("$language", Map.of("$in", List.of("de", "fr"))), "german");
        assertFound(Map.of("$not", Map.of("$language", Map.of("$nin", List.of("en")))), "english");
        assertFound(Map.of("$language", "de", "language", "en"), "german");
        assertFound(Map.of("$language", "fr"));
    }

    private void assertFound(Map<String, ?> filter, String... expected) {
        kb.list(filter, 5).statusCode(200).body("data.external_id", is(List.of(expected)));
        kb.search("parental leave Elternzeit", filter).statusCode(200).body("data.external_id", is(List.of(expected)));
    }

    @Test
    void filtersCountDocumentsThatNameNoneToTheKnowledgeBase() {
        make("de");
        kb.post("german", GERMAN).then().statusCode(201);
        kb.post(Map.of("external_id", "english", "text", ENGLISH, "language", "en"))
                .then()
                .statusCode(201);

        assertFiltersWorkWithoutMetadata();
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsOnly("SETTLED"));
        assertFiltersWorkWithoutMetadata();
    }

    private void assertFiltersWorkWithoutMetadata() {
        assertFound(Map.of("$language", "de"), "german");
        assertFound(Map.of("$language", Map.of("$ne", "de")), "english");
        assertFound(Map.of("$language", Map.of("$in", List.of("en", "fr"))), "english");
    }

    @Test
    void messagesHaveNoLanguageToFilterBy() {
        String path = given().contentType("application/json")
                .body("{}")
                .post("/v1/conversations")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        given().contentType("application/json")
                .body(Map.of("query", "a", "filter", Map.of("$language", "de")))
                .post(path + "/recall")
                .then()
                .statusCode(400)
                .body("code", is("unknown_filter_field"));
    }

    @Test
    void aKnowledgeBaseBuiltAnewFindsOrForgetsLanguagesAndKeepsThoseThatDocumentsName() {
        make("en");
        kb.post("german", GERMAN).then().statusCode(201);
        kb.post(Map.of("external_id", "named", "text", ENGLISH, "language", "fr"))
                .then()
                .statusCode(201);

        reembed("auto", 2);
        language("german", "de");
        language("named", "fr");
        assertThat(stemmed("Hauses")).containsExactly("german");
        assertFound(Map.of("$language", "de"), "german");

        reembed("en", 3);
        language("german", "en");
        language("named", "fr");
        assertThat(stemmed("Hauses")).isEmpty();
        kb.put("german", GERMAN).then().body("change", is("unchanged"));
    }

    private void reembed(String language, int generation) {
        given().contentType("application/json")
                .body(Map.of("language", language))
                .post(kb.path() + "/reembed")
                .then()
                .statusCode(202);
        Eventually.holds(() -> given().get(kb.path() + "/reembed")
                .then()
                .body("live.generation", is(generation))
                .body("building", nullValue()));
    }
}
