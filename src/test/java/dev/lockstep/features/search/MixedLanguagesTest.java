package dev.lockstep.features.search;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

/** German, English and source code in one knowledge base: each is found by its own words. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class MixedLanguagesTest {

    private static final Map<String, String> DOCUMENTS =
            Map.of("haus", """
                    Die Häuser am Fluss wurden im letzten Jahrhundert gebaut. Wer eines davon mieten möchte, muss sich
                    bei der Verwaltung melden und eine Liste aller Bewohner vorlegen. Die Schlüssel bekommt man am Tor.
                    """, "urlaub", """
                    Der Antrag auf Urlaub ist zwei Wochen vorher zu stellen. Über die Anträge entscheidet die Leitung
                    der Abteilung, und wer in Kiel oder Lübeck arbeitet, wendet sich an das dortige Büro.
                    """, "houses", """
                    The cottages in the hills were built a hundred years ago. People who are renting one of them have to
                    tell the administration who is going to live there. The keys are handed out at the gate in Lübeck.
                    """, "holidays", """
                    Applications for holidays have to be made two weeks in advance. The head of the department decides
                    about each of them, and whoever has been ill may ask for an extension.
                    """, "code", """
                    public final class RetryPolicy {
                        private final int attempts;
                        private final Duration pause;
                        RetryPolicy(int attempts, Duration pause) { this.attempts = attempts; this.pause = pause; }
                        boolean mayRetry(int failures) { return failures < attempts; }
                        void awaitPause() throws InterruptedException { Thread.sleep(pause.toMillis()); }
                    }
                    """);

    @Inject
    StoreInspector stores;

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase(Map.of("language", "auto"));
        DOCUMENTS.forEach((name, text) -> kb.post(name, text).then().statusCode(201));
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
        given().delete(kb.path());
    }

    private JsonPath lexical(String query, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(Map.of("query", query, "mode", "lexical", "limit", 10));
        body.putAll(more);
        return kb.search(body).then().statusCode(200).extract().jsonPath();
    }

    private List<String> found(String query) {
        return lexical(query, Map.of()).getList("data.external_id");
    }

    private void settle() {
        Eventually.holds(() -> assertThat(stores.states(kb.id())).containsOnly("SETTLED"));
    }

    @Test
    void eachDocumentHasItsLanguage() {
        assertThat(kb.get("haus").path("language").toString()).isEqualTo("de");
        assertThat(kb.get("houses").path("language").toString()).isEqualTo("en");
        assertThat(kb.get("code").path("language").toString()).isEqualTo("und");
    }

    @Test
    void eachIsFoundByItsOwnWordsInWhateverForm() {
        assertEachIsFound();
        settle();
        assertEachIsFound();
    }

    @Test
    void soTheyAreWhenOnlyPostgresqlAnswers() {
        settle();
        Faults.refuse("QueryBatch", "UNAVAILABLE");
        assertEachIsFound();
    }

    private void assertEachIsFound() {
        assertThat(found("Wer darf das Haus am Fluss mieten und bei wem muss man sich melden?"))
                .startsWith("haus");
        assertThat(found("Wann muss man die Anträge für den Urlaub stellen?")).startsWith("urlaub");
        assertThat(found("who should be told about the rent of a cottage in the hills?"))
                .startsWith("houses");
        assertThat(found("when does the application for a holiday have to be made?"))
                .startsWith("holidays");
        assertThat(found("retryPolicy awaitPause")).containsExactly("code");
        assertThat(found("how many failures are there until the policy of mayRetry says that it should not?"))
                .startsWith("code");
    }

    @Test
    void aShortQueryIsReadInEveryLanguage() {
        assertThat(found("Hauses")).containsExactly("haus");
        assertThat(found("cottage")).containsExactly("houses");
        assertThat(found("attempts")).containsExactly("code");
    }

    @Test
    void aNameIsFoundInBothLanguages() {
        assertThat(found("Lübeck")).containsExactlyInAnyOrder("urlaub", "houses");
        assertThat(found("Welche Abteilung hat ihren Sitz in Lübeck und welche in einer anderen Stadt?"))
                .startsWith("urlaub")
                .contains("houses");
    }

    @Test
    void theQueryMaySayItsLanguage() {
        assertThat(lexical("Hauses", Map.of("language", "de")).getList("data.external_id"))
                .containsExactly("haus");
        assertThat(languages("Hauses", Map.of("language", "de")))
                .startsWith("de")
                .contains("en", "und");
    }

    @Test
    void anExplanationNamesTheLanguagesInWhichTheQueryWasRead() {
        assertThat(languages("Wann muss man die Anträge für den Urlaub stellen?", Map.of()))
                .startsWith("de")
                .containsExactlyInAnyOrder("de", "en", "und");
        assertThat(languages("cottage", Map.of())).containsExactlyInAnyOrder("de", "en", "und");
    }

    private List<String> languages(String query, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(Map.of("explain", true));
        body.putAll(more);
        return lexical(query, body).getList("data[0].explain.languages");
    }

    @Test
    void wordsAreMarkedByTheLanguageOfTheChunk() {
        Map<String, ?> marked = Map.of("highlight", true, "explain", true);

        JsonPath german = lexical("Hauses", marked);
        assertThat(german.getList("data[0].highlights.terms.text")).containsExactly("Häuser");
        JsonPath english = lexical("applications for a holiday", marked);
        assertThat(english.getList("data[0].highlights.terms.text")).contains("Applications", "holidays");
        JsonPath code = lexical("failures attempts", marked);
        assertThat(code.getList("data[0].explain.terms")).contains("attempts", "failures");
    }

    @Test
    void anAnswerIsQuotedInTheLanguageOfTheQuestion() {
        JsonPath answer = given().contentType("application/json")
                .body(Map.of(
                        "question", "Wann ist der Antrag auf Urlaub zu stellen?", "mode", "lexical", "language", "de"))
                .post(kb.path() + "/answers")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getString("answer")).contains("zwei Wochen vorher");
    }

    /** What was lost in Qdrant is written again from the catalog, in the words of its language. */
    @Test
    void whatIsRepairedIsFoundAsBefore() {
        settle();
        stores.lose(kb, stores.liveChunks(kb));
        given().contentType("application/json")
                .body("{}")
                .post("/v1/consistency/repair")
                .then()
                .statusCode(oneOf(200, 202));
        Eventually.holds(() -> assertThat(stores.points(kb)).isEqualTo(stores.liveChunks(kb)));

        assertEachIsFound();
        assertThat(lexical("Lübeck", Map.of("filter", Map.of("$language", "de")))
                        .getList("data.external_id"))
                .containsExactly("urlaub");
    }

    @Test
    void aKnowledgeBaseOfOneLanguageFindsADocumentThatNamesAnother() {
        Api german = Api.newKnowledgeBase(Map.of("language", "de"));
        german.post("haus", DOCUMENTS.get("haus")).then().statusCode(201);
        german.post(Map.of("external_id", "houses", "text", DOCUMENTS.get("houses"), "language", "en"))
                .then()
                .statusCode(201);

        for (String query : List.of("cottage", "Hauses")) {
            assertThat(german.search(Map.of("query", query, "mode", "lexical"))
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath()
                            .getList("data"))
                    .hasSize(1);
        }
        given().delete(german.path());
    }

    @Test
    void severalKnowledgeBasesAreReadEachInItsOwnWay() {
        Api english = Api.newKnowledgeBase(Map.of("language", "en"));
        english.post("other", DOCUMENTS.get("holidays")).then().statusCode(201);

        List<String> found = given().contentType("application/json")
                .body(Map.of(
                        "query", "applications for a holiday",
                        "mode", "lexical",
                        "knowledge_bases", List.of(kb.name(), english.name())))
                .post("/v1/search")
                .then()
                .statusCode(200)
                .extract()
                .path("data.external_id");
        assertThat(found).contains("holidays", "other");
        given().delete(english.path());
    }
}
