package dev.lockstep.testing;

import io.restassured.response.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.restassured.RestAssured.given;

/** The REST interface as a client uses it, on one conversation. */
public final class Talk {

    private final UUID id;

    private Talk(UUID id) {
        this.id = id;
    }

    /** A new, empty conversation. */
    public static Talk begin() {
        String id = given().contentType("application/json")
                .body(Map.of("title", "A talk"))
                .post("/v1/conversations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Talk(UUID.fromString(id));
    }

    public UUID id() {
        return id;
    }

    public String path() {
        return "/v1/conversations/" + id;
    }

    public Response say(String role, String text) {
        return say(Map.of("role", role, "text", text));
    }

    public Response say(Map<String, ?> message) {
        return given().contentType("application/json").body(message).post(path() + "/messages");
    }

    /** Several messages of a user, in one unit of work. */
    public Response sayAll(String... texts) {
        return say(Map.of(
                "messages",
                Arrays.stream(texts)
                        .map(text -> Map.of("role", "user", "text", text))
                        .toList()));
    }

    public Response delete() {
        return given().delete(path());
    }

    public Response get() {
        return given().get(path());
    }

    public Response recall(Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path() + "/recall");
    }

    /** The texts of the nearest messages. */
    public List<String> recalled(String query) {
        return recalled(query, Map.of());
    }

    public List<String> recalled(String query, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("query", query);
        return recall(body).then().statusCode(200).extract().path("data.message.text");
    }

    /** Every message, in order. */
    public List<Map<String, Object>> messages() {
        return given().queryParam("limit", 500)
                .get(path() + "/messages")
                .then()
                .statusCode(200)
                .extract()
                .path("data");
    }
}
