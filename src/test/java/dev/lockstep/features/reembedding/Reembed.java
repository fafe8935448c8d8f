package dev.lockstep.features.reembedding;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.Eventually;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Re-embedding as clients ask for it. */
final class Reembed {

    private Reembed() {}

    static Response post(Api knowledgeBase, Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(knowledgeBase.path() + "/reembed");
    }

    static Response rollBack(Api knowledgeBase) {
        return given().post(knowledgeBase.path() + "/reembed/rollback");
    }

    static void cancel(Api knowledgeBase) {
        given().post(knowledgeBase.path() + "/reembed/cancel").then().statusCode(200);
    }

    static void discard(Api knowledgeBase) {
        given().delete(knowledgeBase.path() + "/reembed").then().statusCode(204);
    }

    static JsonPath status(Api knowledgeBase) {
        return given().get(knowledgeBase.path() + "/reembed")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static void begin(Api knowledgeBase, Map<String, ?> body) {
        post(knowledgeBase, body).then().statusCode(202);
    }

    static void serves(Api knowledgeBase, int generation) {
        Eventually.holds(() -> {
            JsonPath status = status(knowledgeBase);
            assertThat(status.getInt("live.generation")).as(status.prettify()).isEqualTo(generation);
        });
    }

    static Map<String, ?> chunks(int maxTokens) {
        return Map.of("chunking", Map.of("max_tokens", maxTokens));
    }
}
