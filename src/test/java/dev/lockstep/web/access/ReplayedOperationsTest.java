package dev.lockstep.web.access;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.Keyed.Key;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/**
 * Every operation of the OpenAPI document, asked for by those who may not: a check that is forgotten on one route is the fault that others
 * have.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestProfile(Keyed.class)
class ReplayedOperationsTest {

    /** A word that stands in everything that is the owner's, and in nothing else. */
    private static final String SECRET = "xylograph";

    private static final List<String> SCOPES = List.of("search", "read", "ingest", "manage", "impersonate");

    /** These have no path to name what is another's, and do something of one's own. */
    private static final Set<String> OF_ONES_OWN = Set.of("createKnowledgeBase", "createConversation", "createKey");

    /** Events have no end, or none that the client takes for one; {@link TenantsTest} listens to them. */
    private static final Set<String> EVENTS = Set.of("followTransactions", "followJob");

    private Key owner;
    private Things things;

    /** What the owner has of each kind. */
    private record Things(
            String kb, String document, String job, String transaction, String conversation, String key) {}

    /** An operation as a request that its owner could send. */
    private record Operation(String id, String method, String path, String type, String body, Set<String> scopes) {

        Response send(RequestSpecification request) {
            RequestSpecification sent = request.urlEncodingEnabled(false);
            if (!type.isEmpty()) {
                sent.contentType(type).body(body.getBytes(StandardCharsets.UTF_8));
            }
            return sent.request(method, path);
        }

        boolean names() {
            return !OF_ONES_OWN.contains(id) && (!type.isEmpty() || path.matches("/v1/[a-z-]+/[^/]+.*"));
        }
    }

    @BeforeEach
    void store() {
        owner = Keyed.of(Keyed.newTenant(), "admin");
        String kb = "kb-" + UUID.randomUUID();
        json(owner.request(), new JsonObject().put("name", kb))
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(201);
        Response stored = json(
                        owner.request(),
                        new JsonObject()
                                .put("external_id", SECRET)
                                .put("title", "The " + SECRET)
                                .put("text", "A " + SECRET + " is a print from wood.")
                                .put("metadata", new JsonObject().put("about", SECRET)))
                .post("/v1/knowledge-bases/" + kb + "/documents");
        stored.then().statusCode(201);
        String job = json(owner.request(), new JsonObject().put("text", "Another " + SECRET))
                .header("Prefer", "respond-async")
                .post("/v1/knowledge-bases/" + kb + "/documents")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        String conversation = json(owner.request(), new JsonObject().put("title", SECRET))
                .post("/v1/conversations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        json(owner.request(), new JsonObject().put("role", "user").put("text", "Where is the " + SECRET + "?"))
                .post("/v1/conversations/" + conversation + "/messages")
                .then()
                .statusCode(201);
        String transaction =
                owner.request().get("/v1/transactions").then().extract().path("data[0].id");
        things = new Things(kb, stored.path("id"), job, transaction, conversation, owner.id());
    }

    @Test
    void withoutAWorkingKeyNoOperationAnswers() {
        Key revoked = Keyed.of(owner.tenant(), "admin");
        owner.request().delete("/v1/keys/" + revoked.id()).then().statusCode(204);
        Key expired = Keyed.make(new JsonObject()
                .put("tenant", owner.tenant())
                .put("scopes", List.of("admin"))
                .put("expires_at", Instant.now().plusMillis(700).toString()));
        Eventually.holds(() -> expired.request().get("/v1/keys").then().statusCode(401));

        SoftAssertions all = new SoftAssertions();
        for (Operation operation : operations()) {
            all.assertThat(operation.send(given()).statusCode())
                    .as(operation.id() + " without a key")
                    .isEqualTo(401);
            all.assertThat(operation.send(revoked.request()).statusCode())
                    .as(operation.id() + " with a revoked key")
                    .isEqualTo(401);
            all.assertThat(operation.send(expired.request()).statusCode())
                    .as(operation.id() + " with an expired key")
                    .isEqualTo(401);
        }
        all.assertAll();
        isUntouched();
    }

    @Test
    void noOperationAnswersAKeyOfAnotherScope() {
        Map<String, Key> keys = new TreeMap<>();
        SCOPES.forEach(scope -> keys.put(scope, Keyed.of(owner.tenant(), scope)));

        SoftAssertions all = new SoftAssertions();
        for (Operation operation : operations()) {
            for (String scope : SCOPES) {
                if (!operation.scopes().contains(scope)) {
                    all.assertThat(operation.send(keys.get(scope).request()).statusCode())
                            .as(operation.id() + " with the scope " + scope)
                            .isEqualTo(403);
                }
            }
        }
        all.assertAll();
        isUntouched();
    }

    @Test
    void nothingOfAnotherTenantIsThere() {
        answersAsIfThereWereNothing(Keyed.of(Keyed.newTenant(), "admin"));
    }

    @Test
    void nothingIsThereForAKeyOfAnotherKnowledgeBase() {
        answersAsIfThereWereNothing(Keyed.make(new JsonObject()
                .put("tenant", owner.tenant())
                .put("scopes", List.of("search", "read", "ingest", "manage"))
                .put("knowledge_bases", List.of("elsewhere"))));
    }

    private void answersAsIfThereWereNothing(Key other) {
        SoftAssertions all = new SoftAssertions();
        for (Operation operation : operations()) {
            if (EVENTS.contains(operation.id())) {
                continue;
            }
            Response answer = operation.send(other.request());
            String said = answer.asString();
            all.assertThat(said).as(operation.id()).doesNotContain("print from wood", "The " + SECRET);
            if (!operation.names()) {
                all.assertThat(said)
                        .as(operation.id())
                        .doesNotContain(things.document(), things.job(), things.transaction());
            } else if (answer.statusCode() != 403) {
                all.assertThat(answer.statusCode() + " " + said)
                        .as(operation.id())
                        .matches("(?s)404 .*_not_found.*");
            }
        }
        all.assertAll();
        isUntouched();
    }

    /** What the owner has is as it was: no refused operation has done anything. */
    private void isUntouched() {
        owner.request()
                .get("/v1/knowledge-bases/" + things.kb() + "/documents/" + things.document())
                .then()
                .statusCode(200)
                .body("version", equalTo(1), "title", equalTo("The " + SECRET));
        owner.request()
                .get("/v1/conversations/" + things.conversation())
                .then()
                .statusCode(200)
                .body("messages", equalTo(1));
        owner.request().get("/v1/keys").then().statusCode(200);
    }

    /** Reads the operations from the document, so that a new one is asked for from its first day. */
    private List<Operation> operations() {
        JsonObject document = new JsonObject(
                given().queryParam("format", "json").get("/q/openapi").asString());
        List<Operation> operations = new ArrayList<>();
        document.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
            if (method.getValue() instanceof JsonObject operation && operation.containsKey("operationId")) {
                operations.add(operation(path.getKey(), method.getKey(), operation));
            }
        }));
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }

    private Operation operation(String path, String method, JsonObject described) {
        String id = described.getString("operationId");
        JsonArray security = described.getJsonArray("security");
        assertThat(security).as(id + " says who may call it").isNotNull();
        String body = body(id);
        assertThat(body.isEmpty())
                .as(id + " has a body here if it takes one")
                .isEqualTo(!described.containsKey("requestBody"));
        return new Operation(
                id,
                method.toUpperCase(Locale.ROOT),
                path.replace("{kb}", things.kb()).replace("{version}", "1").replace("{id}", idFor(path)),
                body.isEmpty()
                        ? ""
                        : id.equals("createDocuments") ? "application/x-ndjson; charset=UTF-8" : "application/json",
                body,
                Set.copyOf(strings(described.getJsonArray("x-scopes"))));
    }

    private static Collection<String> strings(JsonArray array) {
        return array.stream().map(Object::toString).toList();
    }

    private String idFor(String path) {
        if (path.startsWith("/v1/jobs")) {
            return things.job();
        }
        if (path.startsWith("/v1/transactions")) {
            return things.transaction();
        }
        if (path.startsWith("/v1/conversations")) {
            return things.conversation();
        }
        return path.startsWith("/v1/keys") ? things.key() : things.document();
    }

    private String body(String operation) {
        return switch (operation) {
            case "createDocument", "putDocument" -> "{\"text\": \"mine\"}";
            case "createDocuments" -> "{\"text\": \"mine\"}\n";
            case "patchDocument" -> "{\"metadata\": {\"mine\": true}}";
            case "deleteDocuments" -> "{\"filter\": {\"about\": \"" + SECRET + "\"}}";
            case "searchKnowledgeBase", "recallMessages" -> "{\"query\": \"" + SECRET + "\"}";
            case "searchKnowledgeBases" ->
                "{\"query\": \"" + SECRET + "\", \"knowledge_bases\": [\"" + things.kb() + "\"]}";
            case "answerQuestion" -> "{\"question\": \"What is a " + SECRET + "?\"}";
            case "evaluateSearch" ->
                "{\"queries\": [{\"query\": \"" + SECRET + "\", \"relevant\": [{\"external_id\": \"" + SECRET
                        + "\"}]}]}";
            case "repairStores" -> "{\"knowledge_base\": \"" + things.kb() + "\"}";
            case "createConversation" -> "{}";
            case "appendMessages" -> "{\"role\": \"user\", \"text\": \"mine\"}";
            case "createKnowledgeBase" -> "{\"name\": \"mine-" + UUID.randomUUID() + "\"}";
            case "updateKnowledgeBase" -> "{\"description\": \"mine\"}";
            case "startReembedding", "rotateKey" -> "{}";
            case "executeTransaction" ->
                "{\"operations\": [{\"operation\": \"delete\", \"knowledge_base\": \"" + things.kb()
                        + "\", \"external_id\": \"" + SECRET + "\"}]}";
            case "createKey" -> "{\"name\": \"mine-" + UUID.randomUUID() + "\", \"scopes\": [\"read\"]}";
            default -> "";
        };
    }

    private static RequestSpecification json(RequestSpecification request, JsonObject body) {
        return request.contentType("application/json").body(body.encode());
    }
}
