package dev.lockstep.testing;

import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.restassured.RestAssured.given;

/** Those who have keys of a {@link Keyed} service, in the operator's tenant. */
public final class People {

    /** Who may do everything. */
    public static final Person ADMIN = new Person(Keyed.OPERATOR, "operator", null);

    private People() {}

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
        Keyed.Key key = Keyed.make(
                new JsonObject().put("name", name + "-" + UUID.randomUUID()).put("scopes", List.of(scopes)));
        return new Person(key.secret(), key.name(), null);
    }

    /** The path of a new knowledge base. */
    public static String knowledgeBase(Map<String, ?> properties) {
        Map<String, Object> body = new HashMap<>(properties);
        body.put("name", "kb-" + UUID.randomUUID());
        ADMIN.sends(body).post("/v1/knowledge-bases").then().statusCode(201);
        return "/v1/knowledge-bases/" + body.get("name");
    }
}
