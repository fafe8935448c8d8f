package dev.lockstep.testing;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static io.restassured.RestAssured.given;

/** The REST interface as a client uses it, on one knowledge base. */
public final class Api {

    private final String name;

    private Api(String name) {
        this.name = name;
    }

    /** A new, empty knowledge base. */
    public static Api newKnowledgeBase() {
        return newKnowledgeBase(Map.of());
    }

    /** A new, empty knowledge base in the collection that all small ones share. */
    public static Api newSharedKnowledgeBase() {
        return newKnowledgeBase(Map.of("placement", "shared"));
    }

    /** A new, empty knowledge base with properties such as a metadata schema. */
    public static Api newKnowledgeBase(Map<String, ?> properties) {
        Api api = new Api("kb-" + UUID.randomUUID());
        Map<String, Object> body = new HashMap<>(properties);
        body.put("name", api.name);
        given().contentType("application/json")
                .body(body)
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(201);
        return api;
    }

    public String name() {
        return name;
    }

    public String path() {
        return "/v1/knowledge-bases/" + name;
    }

    public UUID id() {
        return UUID.fromString(
                given().get(path()).then().statusCode(200).extract().path("id"));
    }

    public Response post(String externalId, String text) {
        return post(Map.of("external_id", externalId, "text", text));
    }

    public Response post(Map<String, ?> document) {
        return given().contentType("application/json").body(document).post(path() + "/documents");
    }

    public Response put(String externalId, String text) {
        return put(externalId, Map.of("text", text));
    }

    public Response put(String externalId, Map<String, ?> document) {
        return given().contentType("application/json").body(document).put(document(externalId));
    }

    public Response delete(String externalId) {
        return given().delete(document(externalId));
    }

    public Response get(String externalId) {
        return given().get(document(externalId));
    }

    public String document(String externalId) {
        return path() + "/documents/external:" + externalId;
    }

    public Response search(Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path() + "/search");
    }

    public ValidatableResponse search(String query, Map<String, ?> filter) {
        Map<String, Object> body = new HashMap<>(Map.of("query", query));
        body.put("filter", filter);
        return search(body).then();
    }

    /** The documents that a filter matches. */
    public ValidatableResponse list(Map<String, ?> filter, int limit) {
        return given().queryParam("filter", new JsonObject(new HashMap<>(filter)).encode())
                .queryParam("limit", limit)
                .get(path() + "/documents")
                .then();
    }

    /** Deletes the documents that a filter matches. */
    public ValidatableResponse delete(Map<String, ?> request) {
        return given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(request)
                .post(path() + "/documents:delete")
                .then();
    }

    /** The texts of the best hits. */
    public List<String> texts(String query) {
        return search(Map.of("query", query, "limit", 20))
                .then()
                .statusCode(200)
                .extract()
                .path("data.text");
    }
}
