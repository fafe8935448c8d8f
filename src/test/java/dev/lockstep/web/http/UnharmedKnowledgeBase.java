package dev.lockstep.web.http;

import dev.lockstep.testing.Api;
import java.util.Map;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

/** A knowledge base with one document, which no bad request may change or add to. */
public record UnharmedKnowledgeBase(Api api) {

    private static final String TEXT = "Otters hold hands while they sleep.";

    public static UnharmedKnowledgeBase make() {
        Api api = Api.newKnowledgeBase();
        api.post(Map.of("external_id", "kept", "text", TEXT, "metadata", Map.of("team", "people", "year", 2026)))
                .then()
                .statusCode(201);
        return new UnharmedKnowledgeBase(api);
    }

    /** By a search without filter: it finds everything there is, and shows that the service still works. */
    public void check() {
        api.search(Map.of("query", "otters"))
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].text", is(TEXT))
                .body("data[0].version", is(1))
                .body("data[0].metadata", is(Map.of("team", "people", "year", 2026)));
    }
}
