package dev.lockstep.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.restassured.RestAssured.given;

/** A service that asks for keys, and the keys to ask it with. All tests of it share one start. */
public final class Keyed implements QuarkusTestProfile {

    /** The operator's, from the settings. */
    public static final String OPERATOR = "the-operator-of-all-tests-0123456789abcdef";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "lockstep.access.admin-key",
                OPERATOR,
                "lockstep.access.remember-keys",
                "200ms",
                "lockstep.tenants.named.few-bases.knowledge-bases",
                "1",
                "lockstep.tenants.named.few-documents.documents",
                "2",
                "lockstep.tenants.named.few-bytes.bytes",
                "40",
                "lockstep.tenants.named.few-requests.requests-per-second",
                "3");
    }

    /** A key as it was made. */
    public record Key(String id, String name, String tenant, String secret) {

        /** A request with it. */
        public RequestSpecification request() {
            return as(secret);
        }
    }

    public static RequestSpecification as(String secret) {
        return given().header("Authorization", "Bearer " + secret);
    }

    /** A new key of a tenant, with a name of its own. */
    public static Key of(String tenant, String... scopes) {
        return make(new JsonObject().put("tenant", tenant).put("scopes", List.of(scopes)));
    }

    /** A new key with these properties; its name is new where none is given. */
    public static Key make(JsonObject properties) {
        JsonObject body =
                new JsonObject().put("name", "key-" + UUID.randomUUID()).mergeIn(properties);
        JsonObject made = new JsonObject(as(OPERATOR)
                .contentType(ContentType.JSON)
                .body(body.encode())
                .post("/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .asString());
        return new Key(made.getString("id"), made.getString("name"), made.getString("tenant"), made.getString("key"));
    }

    public static String newTenant() {
        return "t-" + UUID.randomUUID();
    }
}
