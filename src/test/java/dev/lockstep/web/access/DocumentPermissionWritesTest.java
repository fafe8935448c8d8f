package dev.lockstep.web.access;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.People;
import dev.lockstep.testing.People.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.lockstep.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/** Nobody changes a document that they may not read, and a request that tries tells as little of it as can be. */
@QuarkusTest
@TestProfile(Keyed.class)
@QuarkusTestResource(EmbeddedStores.class)
class DocumentPermissionWritesTest {

    private static final String SECRET = "The otters move to Lisbon.";

    private Person alice;
    private Person bob;
    private String kb;
    private String memo;
    private String memoById;

    @BeforeEach
    void fill() {
        alice = People.person("alice", "search", "read", "ingest");
        bob = People.person("bob", "search", "read", "ingest");
        kb = People.knowledgeBase(Map.of());
        memo = kb + "/documents/external:memo";
        alice.sends(document("memo", SECRET, List.of(alice.name())))
                .post(kb + "/documents")
                .then()
                .statusCode(201);
        memoById = kb + "/documents/" + alice.asks().get(memo).path("id");
    }

    private static Map<String, Object> document(String name, String text, Object readers) {
        Map<String, Object> document = new HashMap<>(Map.of("text", text, "metadata", Map.of("readers", readers)));
        if (name != null) {
            document.put("external_id", name);
        }
        return document;
    }

    private static void isMissing(Response response) {
        response.then().statusCode(404).body("code", is("document_not_found"));
    }

    private static void isForbidden(Response response) {
        response.then()
                .statusCode(403)
                .body("code", is("forbidden"))
                .body("detail", containsString("may not read"))
                .body("document_id", nullValue());
    }

    @Test
    void whatCantBeReadCantBeChangedAndIsNotThere() {
        Map<String, ?> text = Map.of("text", "Mine now.");
        Map<String, ?> metadata = Map.of("metadata", Map.of("readers", List.of(bob.name())));

        isMissing(bob.sends(text).put(memoById));
        isMissing(bob.sends(metadata).patch(memoById));
        isMissing(bob.sends(metadata).patch(memo));
        isMissing(bob.asks().delete(memoById));
        isMissing(bob.asks().delete(memo));
        isMissing(bob.sends(Map.of()).post(memo + "/versions/1/restore"));
        isMissing(transact(bob, Map.of("operation", "update", "external_id", "memo", "document", text)));
        isMissing(transact(bob, Map.of("operation", "delete", "external_id", "memo")));
        bob.sends(Map.of("filter", Map.of("readers", alice.name())))
                .post(kb + "/documents:delete")
                .then()
                .statusCode(200)
                .body("matched", is(0))
                .body("deleted", is(0));
        isAsItWas();
    }

    private void isAsItWas() {
        alice.asks().get(memo).then().statusCode(200).body("version", is(1));
        assertThat(alice.asks().get(memo + "/content").asString()).isEqualTo(SECRET);
    }

    private Response transact(Person person, Map<String, ?> operation) {
        Map<String, Object> named = new HashMap<>(operation);
        named.put("knowledge_base", kb.substring(kb.lastIndexOf('/') + 1));
        return person.sends(Map.of("operations", List.of(named))).post("/v1/transactions");
    }

    /** An external id can't be free and taken, so this tells that it is taken, and nothing else. */
    @Test
    void anExternalIdThatIsTakenByAnUnreadableDocumentIsRefused() {
        Map<String, ?> text = Map.of("text", "Mine now.");

        isForbidden(bob.sends(text).put(memo));
        isForbidden(bob.sends(text).header("If-Match", "\"1\"").put(memo));
        isForbidden(bob.sends(text).header("If-None-Match", "*").put(memo));
        for (String onDuplicate : List.of("fail", "skip", "replace")) {
            isForbidden(bob.sends(Map.of("external_id", "memo", "text", "x", "on_duplicate", onDuplicate))
                    .post(kb + "/documents"));
        }
        isForbidden(bob.sends(Map.of("external_id", "memo", "text", "x")).post(kb + "/documents"));
        isForbidden(transact(bob, Map.of("operation", "upsert", "external_id", "memo", "document", text)));
        isForbidden(transact(bob, Map.of("operation", "insert", "external_id", "memo", "document", text)));
        String results = bob.asks()
                .contentType("application/x-ndjson; charset=utf-8")
                .body("{\"external_id\": \"memo\", \"text\": \"x\", \"on_duplicate\": \"replace\"}\n"
                        .getBytes(StandardCharsets.UTF_8))
                .post(kb + "/documents:batch")
                .asString();
        assertThat(results).contains("forbidden").doesNotContain("Lisbon");
        isAsItWas();
    }

    @Test
    void theSameContentIsNotGivenAwayEither() {
        Map<String, Object> copy = document(null, "Otters swim.", List.of(alice.name()));
        copy.put("on_duplicate", "skip");
        alice.sends(copy).post(kb + "/documents").then().statusCode(201);

        isForbidden(bob.sends(copy).post(kb + "/documents"));
    }

    @Test
    void aJobWritesWithTheRightsOfWhoBeganIt() {
        String job = bob.sends(Map.of("text", "Mine now."))
                .header("Prefer", "respond-async")
                .put(memo)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Eventually.holds(
                () -> bob.asks().get(job).then().body("status", is("failed")).body("problem.code", is("forbidden")));
        isAsItWas();
    }

    /** Its result is the document, with all that its metadata tells. */
    @Test
    void aJobIsThereForItsMakerAndThoseWhoReadEverything() {
        String job = alice.sends(document("plan", "Otters plan.", List.of(alice.name())))
                .header("Prefer", "respond-async")
                .post(kb + "/documents")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Eventually.holds(() -> alice.asks().get(job).then().body("status", is("succeeded")));
        ADMIN.asks().get(job).then().statusCode(200).body("result.external_id", is("plan"));
        bob.asks().get(job).then().statusCode(404).body("code", is("job_not_found"));
        bob.asks().get("/v1/jobs").then().statusCode(200).body("data", empty());
    }

    @Test
    void whoeverWritesADocumentNeedNotBeItsReader() {
        bob.sends(document("gift", "For you.", alice.name()))
                .post(kb + "/documents")
                .then()
                .statusCode(201);
        isMissing(bob.asks().get(kb + "/documents/external:gift"));
        alice.asks().get(kb + "/documents/external:gift").then().statusCode(200);

        String job = bob.sends(document("second", "For you, too.", alice.name()))
                .header("Prefer", "respond-async")
                .post(kb + "/documents")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        Eventually.holds(() -> bob.asks().get(job).then().body("status", is("succeeded")));
    }

    @Test
    void anOldVersionIsForThoseWhoReadItAndTheLiveOne() {
        readersOfMemo(List.of(alice.name(), bob.name()));
        ADMIN.sends(document("memo", "The otters stay.", List.of(bob.name())))
                .put(memo)
                .then()
                .statusCode(200);

        bob.asks().get(memo + "/versions").then().statusCode(200).body("data.version", is(List.of(3, 2)));
        ADMIN.asks().get(memo + "/versions").then().body("data.version", is(List.of(3, 2, 1)));
        isMissing(alice.asks().get(memo + "/versions"));
        isMissing(alice.sends(Map.of()).post(memo + "/versions/2/restore"));
        bob.sends(Map.of())
                .post(memo + "/versions/1/restore")
                .then()
                .statusCode(404)
                .body("code", is("version_not_found"));
        bob.sends(Map.of()).post(memo + "/versions/2/restore").then().statusCode(200);
        alice.asks().get(memo).then().statusCode(200).body("metadata.readers", hasSize(2));
    }

    private void readersOfMemo(Object readers) {
        ADMIN.sends(Map.of("metadata", Map.of("readers", readers)))
                .patch(memo)
                .then()
                .statusCode(200);
    }

    /** Its answer holds all of the document's metadata, so whoever guesses a key must not be given it. */
    @Test
    void theAnswerToAWriteIsRepeatedToItsMakerAlone() {
        String key = UUID.randomUUID().toString();
        Map<String, ?> change = Map.of("metadata", Map.of("seen", true));
        alice.sends(change).header("Idempotency-Key", key).patch(memo).then().statusCode(200);

        bob.sends(change)
                .header("Idempotency-Key", key)
                .patch(memo)
                .then()
                .statusCode(422)
                .body("code", is("idempotency_key_reused"));
        alice.sends(change)
                .header("Idempotency-Key", key)
                .patch(memo)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "true",
                "null",
                "{\"alice\": true}",
                "\"\"",
                "[\"\"]",
                "[null]",
                "[5]",
                "[\" alice\"]",
                "[[\"a\"]]"
            })
    void readersAreNamesOrTheDocumentIsRefused(String readers) {
        ADMIN.asks()
                .contentType("application/json")
                .body("{\"external_id\": \"odd\", \"text\": \"x\", \"metadata\": {\"readers\": " + readers + "}}")
                .post(kb + "/documents")
                .then()
                .statusCode(422)
                .body("code", is("metadata_invalid"))
                .body("field", is("readers"));
    }

    @Test
    void aChunkHasNoReadersOfItsOwn() {
        ADMIN.sends(Map.of("chunks", List.of(Map.of("text", "x", "metadata", Map.of("readers", List.of("alice"))))))
                .post(kb + "/documents")
                .then()
                .statusCode(422)
                .body("code", is("metadata_invalid"))
                .body("detail", containsString("chunks[0].metadata"));
    }

    @Test
    void aPatchTakesReadersAway() {
        Map<String, Object> none = new HashMap<>();
        none.put("readers", null);
        ADMIN.sends(Map.of("metadata", none)).patch(memo).then().statusCode(200);
        bob.asks().get(memo).then().statusCode(200);
    }

    @Test
    void aSchemaThatRefusesOtherFieldsTakesReaders() {
        Map<String, ?> schema = Map.of("fields", Map.of("year", Map.of("type", "number")), "additional", "refuse");
        String strict = People.knowledgeBase(Map.of("metadata_schema", schema));
        alice.sends(document("mine", "Otters swim.", List.of(alice.name())))
                .post(strict + "/documents")
                .then()
                .statusCode(201);
        Map<String, ?> query = Map.of("query", "otters", "filter", Map.of("readers", alice.name()));
        alice.sends(query).post(strict + "/search").then().statusCode(200).body("data", hasSize(1));
        bob.sends(query).post(strict + "/search").then().statusCode(200).body("data", empty());

        Map<String, ?> declared = Map.of("fields", Map.of("readers", Map.of("type", "number")));
        ADMIN.sends(Map.of("name", "kb-" + UUID.randomUUID(), "metadata_schema", declared))
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(400)
                .body("property", is("metadata_schema.fields.readers"));
    }

    @Test
    void permissionsOfAKnowledgeBaseAndItsDescriptionDoNotDisturbEachOther() {
        ADMIN.sends(Map.of("description", "Ours", "document_permissions", "required"))
                .patch(kb)
                .then()
                .statusCode(200)
                .body("description", is("Ours"))
                .body("document_permissions", is("required"));
        ADMIN.sends(Map.of("description", "Theirs")).patch(kb).then().body("document_permissions", is("required"));
        ADMIN.sends(Map.of("document_permissions", "optional")).patch(kb).then().body("description", is("Theirs"));
        ADMIN.sends(Map.of("document_permissions", "none"))
                .patch(kb)
                .then()
                .statusCode(400)
                .body("code", is("wrong_type"));
        ADMIN.sends(Map.of("description", 5)).patch(kb).then().statusCode(400).body("code", is("wrong_type"));
        String required = People.knowledgeBase(Map.of("document_permissions", "required"));
        ADMIN.asks().get(required).then().body("document_permissions", is("required"));
    }
}
