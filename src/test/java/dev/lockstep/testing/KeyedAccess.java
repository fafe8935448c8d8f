package dev.lockstep.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.restassured.RestAssured.given;

/** A service that asks for keys, and those who have them. */
public final class KeyedAccess implements QuarkusTestProfile {

    private static final String ADMINISTRATOR = "the-administrator-of-the-tests-0123456789";

    /** Who may do everything. */
    public static final Person ADMIN = new Person(ADMINISTRATOR, "operator", null);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("lockstep.access.admin-key", ADMINISTRATOR);
    }

    /**
     * Somebody with a key.
     *
     * @param name of the key, which no other test has
     * @param onBehalfOf for whom they ask; null for themselves
     */
    public record Person(String key, String name, @Nullable String onBehalfOf) {

        public RequestSpecification asks() {
            RequestSpecification request = given().header("X-API-Key", key).urlEncodingEnabled(false);
            return onBehalfOf == null ? request : request.header("On-Behalf-Of", onBehalfOf);
        }

        public RequestSpecification sends(Map<String, ?> body) {
            return asks().contentType("application/json").body(body);
        }

        public Person onBehalfOf(String principals) {
            return new Person(key, name, principals);
        }
    }

    /** Somebody new, whose key has these scopes. */
    public static Person person(String name, String... scopes) {
        String unique = name + "-" + UUID.randomUUID();
        String key = ADMIN.sends(Map.of("name", unique, "scopes", List.of(scopes)))
                .post("/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        return new Person(key, unique, null);
    }

    /** The path of a new knowledge base. */
    public static String knowledgeBase(Map<String, ?> properties) {
        Map<String, Object> body = new HashMap<>(properties);
        body.put("name", "kb-" + UUID.randomUUID());
        ADMIN.sends(body).post("/v1/knowledge-bases").then().statusCode(201);
        return "/v1/knowledge-bases/" + body.get("name");
    }
}
