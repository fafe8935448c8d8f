package dev.lockstep.web.knowledgebases;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** What people are told when the model of a knowledge base does not read its language. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class UnreadLanguageApiTest {

    private static final String CODE = "model_does_not_read_language";

    @Test
    void aLanguageThatTheModelDoesNotReadIsAnsweredWithAWarning() {
        String name = newName();
        Eventually.holds(() -> create(newName(), "th").body("warnings.code", is(List.of(CODE))));
        create(name, "th")
                .body("warnings[0].code", is(CODE))
                .body(
                        "warnings[0].message",
                        allOf(containsString("Thai (th)"), containsString("bge-small-en-v1.5-q@")));

        given().get("/v1/knowledge-bases/" + name).then().statusCode(200).body("warnings[0].code", is(CODE));
        given().queryParam("limit", 500)
                .get("/v1/knowledge-bases")
                .then()
                .body("data.find { it.name == '" + name + "' }.warnings", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "und", "eu"})
    void aLanguageThatItReadsOrThatNothingIsKnownOfIsNot(String language) {
        create(newName(), language).body("warnings", empty());
    }

    @Test
    void aSearchByMeaningAloneIsAnsweredWithAWarningAndNoOther() {
        Api kb = Api.newKnowledgeBase(Map.of("language", "ru"));
        kb.post("a", "Выдра живёт у реки.").then().statusCode(201);

        Eventually.holds(() -> search(kb, "dense").body("warnings.code", hasItem(CODE)));
        search(kb, "hybrid").body("warnings.code", not(hasItem(CODE)));
        search(kb, "lexical").body("warnings.code", not(hasItem(CODE)));
        Api english = Api.newKnowledgeBase();
        search(english, "dense").body("warnings", empty());
    }

    @Test
    void embeddingAgainForALanguageThatTheModelDoesNotReadIsAnsweredWithAWarning() {
        Api kb = Api.newKnowledgeBase();

        given().contentType("application/json")
                .body(Map.of("language", "ta"))
                .post(kb.path() + "/reembed")
                .then()
                .statusCode(202);

        Eventually.holds(() -> given().get(kb.path()).then().body("warnings.code", hasItem(CODE)));
    }

    private static ValidatableResponse search(Api kb, String mode) {
        return kb.search(Map.of("query", "выдра", "mode", mode)).then().statusCode(200);
    }

    private static ValidatableResponse create(String name, String language) {
        return given().contentType("application/json")
                .body(Map.of("name", name, "language", language))
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(201);
    }

    private static String newName() {
        return "kb-" + UUID.randomUUID();
    }
}
