package dev.lockstep.web.access;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Keyed;
import dev.lockstep.testing.Keyed.Key;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** What a tenant may have, and what it is told when that is reached. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
@TestProfile(Keyed.class)
class LimitsTest {

    @Test
    void knowledgeBases() {
        Key key = Keyed.of("few-bases", "admin");
        String first = create(key, 201);

        assertThat(create(key, 409)).isNull();

        key.request().delete("/v1/knowledge-bases/" + first).then().statusCode(204);
        create(key, 201);
        create(Keyed.of(Keyed.newTenant(), "admin"), 201);
    }

    @Test
    void documents() {
        Key key = Keyed.of("few-documents", "admin");
        String kb = create(key, 201);
        put(key, kb, "a", "A").statusCode(201);
        put(key, kb, "b", "B").statusCode(201);

        put(key, kb, "c", "C")
                .statusCode(409)
                .body("code", equalTo("tenant_limit_reached"))
                .body("detail", containsString("lockstep.tenants.documents"))
                .body("limit", equalTo(2));
        put(key, kb, "b", "Another version is no other document").statusCode(200);
        inATransaction(key, kb, "d").statusCode(409);
    }

    @Test
    void bytes() {
        Key key = Keyed.of("few-bytes", "admin");
        String kb = create(key, 201);
        put(key, kb, "a", "Umlauts (äöü) take two each").statusCode(201);

        put(key, kb, "b", "This is too much.")
                .statusCode(409)
                .body("code", equalTo("tenant_limit_reached"))
                .body("detail", containsString("lockstep.tenants.bytes"));
        put(key, kb, "b", "Room.").statusCode(201);
    }

    @Test
    void requestsInASecond() {
        Key key = Keyed.of("few-requests", "admin");

        List<Response> answers = IntStream.range(0, 12)
                .mapToObj(i -> key.request().get("/v1/knowledge-bases"))
                .toList();

        assertThat(answers).extracting(Response::statusCode).contains(200, 429);
        answers.stream().filter(answer -> answer.statusCode() == 429).forEach(answer -> answer.then()
                .header("Retry-After", "1")
                .body("code", equalTo("overloaded"), "detail", containsString("requests-per-second")));
        Keyed.of(Keyed.newTenant(), "read")
                .request()
                .get("/v1/knowledge-bases")
                .then()
                .statusCode(200);
    }

    @CanIgnoreReturnValue
    private static String create(Key key, int status) {
        String name = "kb-" + UUID.randomUUID();
        return key.request()
                .contentType("application/json")
                .body(new JsonObject().put("name", name).encode())
                .post("/v1/knowledge-bases")
                .then()
                .statusCode(status)
                .extract()
                .path("name");
    }

    private static ValidatableResponse put(Key key, String kb, String id, String text) {
        return key.request()
                .contentType("application/json")
                .body(new JsonObject().put("text", text).encode())
                .put("/v1/knowledge-bases/" + kb + "/documents/external:" + id)
                .then();
    }

    private static ValidatableResponse inATransaction(Key key, String kb, String id) {
        return key.request()
                .contentType("application/json")
                .body("""
                        {"operations": [{"operation": "insert", "knowledge_base": "%s", "external_id": "%s",
                                         "document": {"text": "T"}}]}
                        """.formatted(kb, id))
                .post("/v1/transactions")
                .then();
    }
}
