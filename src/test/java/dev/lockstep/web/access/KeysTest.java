package dev.lockstep.web.access;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.Keyed.Key;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** Keys: made, shown once, used, rotated, revoked. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestProfile(Keyed.class)
class KeysTest {

    private static final String LIST = "/v1/knowledge-bases";

    @Test
    void withoutAKeyNothingIsAnswered() {
        given().get(LIST)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthenticated"), "detail", containsString("X-API-Key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ls_",
                "Basic eDp5",
                "ls_0123456789abcdef0123456789abcdef_0123456789012345678901234567890123456789012"
            })
    void aKeyThatNobodyHasIsRefused(String key) {
        given().header("X-API-Key", key).get(LIST).then().statusCode(401).body("code", equalTo("unauthenticated"));
        Keyed.as(key).get(LIST).then().statusCode(401).body("code", equalTo("unauthenticated"));
    }

    @Test
    void bothHeadersAtOnceAreRefused() {
        Keyed.as(Keyed.OPERATOR)
                .header("X-API-Key", Keyed.OPERATOR)
                .get(LIST)
                .then()
                .statusCode(401)
                .body("detail", containsString("both"));
    }

    @Test
    void aSecretIsShownOnce() {
        Key key = Keyed.of(Keyed.newTenant(), "read");

        assertThat(key.secret()).matches("ls_[0-9a-f]{32}_[A-Za-z0-9_-]{43}");
        String all = operator().get("/v1/keys").then().statusCode(200).extract().asString();
        String one = operator()
                .get("/v1/keys/" + key.id())
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(all + one).contains(key.name()).doesNotContain(key.secret(), "\"key\"", "hash");
    }

    @Test
    void aKeyWorksInEitherHeader() {
        Key key = Keyed.of(Keyed.newTenant(), "read");

        key.request().get(LIST).then().statusCode(200);
        given().header("X-API-Key", key.secret()).get(LIST).then().statusCode(200);
    }

    @Test
    void itsUseIsNoted() {
        Key key = Keyed.of(Keyed.newTenant(), "read");
        operator().get("/v1/keys/" + key.id()).then().body("last_used_at", nullValue());

        key.request().get(LIST).then().statusCode(200);

        Eventually.holds(() -> operator().get("/v1/keys/" + key.id()).then().body("last_used_at", notNullValue()));
    }

    @Test
    void anExpiredKeyIsRefused() throws InterruptedException {
        Key key = Keyed.make(new JsonObject()
                .put("scopes", List.of("read"))
                .put("expires_at", Instant.now().plusMillis(1500).toString()));
        key.request().get(LIST).then().statusCode(200);

        Eventually.holds(
                () -> key.request().get(LIST).then().statusCode(401).body("detail", containsString("has expired")));
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        Key key = Keyed.of(Keyed.newTenant(), "read");
        key.request().get(LIST).then().statusCode(200);

        operator().delete("/v1/keys/" + key.id()).then().statusCode(204);

        key.request().get(LIST).then().statusCode(401).body("detail", containsString("was revoked"));
        operator().get("/v1/keys/" + key.id()).then().body("revoked_at", notNullValue());
    }

    @Test
    void aRotatedKeyHasAnotherSecretAndTheOldOneWorksAsLongAsAskedFor() {
        Key key = Keyed.of(Keyed.newTenant(), "read");

        String next = rotate(key, "{\"grace_seconds\": 3600}");
        key.request().get(LIST).then().statusCode(200);
        Keyed.as(next).get(LIST).then().statusCode(200);

        String last = rotate(key, "{}");
        key.request().get(LIST).then().statusCode(401);
        Keyed.as(next).get(LIST).then().statusCode(401);
        Keyed.as(last).get(LIST).then().statusCode(200);
    }

    private static String rotate(Key key, String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/keys/" + key.id() + "/rotate")
                .then()
                .statusCode(200)
                .body("name", equalTo(key.name()))
                .extract()
                .path("key");
    }

    @Test
    void aNameIsUniqueAmongTheKeysThatWork() {
        Key key = Keyed.of("default", "read");
        JsonObject again = new JsonObject().put("name", key.name()).put("scopes", List.of("search"));
        create(operator(), again).statusCode(409).body("code", equalTo("key_exists"));

        operator().delete("/v1/keys/" + key.id()).then().statusCode(204);

        create(operator(), again).statusCode(201).body("scopes", contains("search"));
    }

    @Test
    void onlyTheOperatorMakesKeysOfOthers() {
        Key other = Keyed.of(Keyed.newTenant(), "admin");
        JsonObject wish = new JsonObject()
                .put("name", "mine")
                .put("scopes", List.of("admin"))
                .put("tenant", "default");

        create(other.request(), wish).statusCode(403).body("code", equalTo("forbidden"));
        wish.remove("tenant");
        create(other.request(), wish).statusCode(201).body("tenant", equalTo(other.tenant()));
        other.request().get("/v1/keys").then().statusCode(200).body("data.tenant", not(hasItem("default")));
    }

    @Test
    void aKeyOfAListGivesNoMoreThanItHas() {
        String tenant = Keyed.newTenant();
        Key limited = Keyed.make(new JsonObject()
                .put("tenant", tenant)
                .put("scopes", List.of("admin"))
                .put("knowledge_bases", List.of("one")));
        JsonObject wish = new JsonObject().put("name", "wider").put("scopes", List.of("read"));

        create(limited.request(), wish).statusCode(201).body("knowledge_bases", contains("one"));
        create(limited.request(), wish.put("name", "other").put("knowledge_bases", List.of("two")))
                .statusCode(400)
                .body("property", equalTo("knowledge_bases"));
    }

    @Test
    void whatIsNoKeyIsRefusedInWords() {
        create(operator(), new JsonObject().put("scopes", List.of("read")))
                .statusCode(400)
                .body("property", equalTo("name"));
        create(operator(), new JsonObject().put("name", "x")).statusCode(400).body("property", equalTo("scopes"));
        create(operator(), new JsonObject().put("name", "x").put("scopes", List.of()))
                .statusCode(400);
        create(operator(), new JsonObject().put("name", "a b").put("scopes", List.of("read")))
                .statusCode(400)
                .body("property", equalTo("name"));
        create(
                        operator(),
                        new JsonObject()
                                .put("name", "x")
                                .put("scopes", List.of("read"))
                                .put("expires_at", "2001-01-01T00:00:00Z"))
                .statusCode(400)
                .body("property", equalTo("expires_at"));
        operator().get("/v1/keys/" + UUID.randomUUID()).then().statusCode(404).body("code", equalTo("key_not_found"));
        operator().delete("/v1/keys/nothing").then().statusCode(404).body("code", equalTo("key_not_found"));
    }

    @Test
    void metricsAreTheOperatorsAlone() {
        given().get("/q/metrics").then().statusCode(401);
        Keyed.of("default", "read", "manage").request().get("/q/metrics").then().statusCode(403);
        Keyed.of(Keyed.newTenant(), "admin").request().get("/q/metrics").then().statusCode(403);
        operator().get("/q/metrics").then().statusCode(200);
        Keyed.of("default", "admin").request().get("/q/metrics").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/openapi", "/q/swagger-ui/"})
    void whatSaysNothingOfAnybodyIsOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    private static RequestSpecification operator() {
        return Keyed.as(Keyed.OPERATOR);
    }

    private static ValidatableResponse create(RequestSpecification request, JsonObject body) {
        return request.contentType(ContentType.JSON)
                .body(body.encode())
                .post("/v1/keys")
                .then();
    }
}
