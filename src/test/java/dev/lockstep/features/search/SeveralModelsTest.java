package dev.lockstep.features.search;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.SecondModel;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.testing.Talk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

/** Knowledge bases of different models side by side, and one whose model is not configured any more. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SeveralModelsTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final String ROCKETS = "Rockets burn liquid oxygen on their way to orbit.";
    private static final String GONE = "gone@0123456789ab@onnxruntime-1.24.2";

    @Inject
    StoreInspector stores;

    @Test
    void eachKnowledgeBaseUsesTheModelThatItWasMadeWith() {
        Api first = Api.newKnowledgeBase();
        Api second = Api.newKnowledgeBase(Map.of("embedding_model", SecondModel.NAME));
        assertThat(model(first)).startsWith("bge-small-en-v1.5-q@");
        assertThat(model(second)).startsWith("minilm@");

        fill(first);
        fill(second);

        assertThat(first.texts("big wild cats")).startsWith(TIGERS);
        assertThat(second.texts("big wild cats")).startsWith(TIGERS);
        assertThat(score(second)).isNotEqualTo(score(first));
        // Only with the model's own vectors is a text nearest to itself: the other's are unlike it.
        assertThat(denseScore(second, TIGERS)).isGreaterThan(0.99f);
    }

    @Test
    void aModelMayBeNamedByItsIdToo() {
        String id = model(Api.newKnowledgeBase(Map.of("embedding_model", SecondModel.NAME, "placement", "shared")));
        assertThat(model(Api.newKnowledgeBase(Map.of("embedding_model", id)))).isEqualTo(id);
    }

    @Test
    void knowledgeBasesOfDifferentModelsShareNoCollection() {
        Api first = Api.newSharedKnowledgeBase();
        Api second = Api.newKnowledgeBase(Map.of("embedding_model", SecondModel.NAME, "placement", "shared"));
        fill(first);
        fill(second);
        assertThat(collection(first)).isNotEqualTo(collection(second));
        assertThat(second.texts("spacecraft")).startsWith(ROCKETS);
    }

    @Test
    void aKnowledgeBaseWhoseModelIsGoneRefusesWritesAndSearchesButCanBeReadAndDeleted() {
        Api api = Api.newKnowledgeBase();
        fill(api);
        stores.change("UPDATE knowledge_base SET embedding_model = $2 WHERE id = $1", Tuple.of(api.id(), GONE));

        assertRefused(api.post("later", ROCKETS), "/v1/knowledge-bases/" + api.name() + "/reembed");
        assertRefused(api.search(Map.of("query", "cats")), "/v1/knowledge-bases/" + api.name() + "/reembed");
        api.get("tigers").then().statusCode(200);
        api.delete("tigers").then().statusCode(204);
        given().delete(api.path()).then().statusCode(204);
    }

    @Test
    void aConversationWhoseModelIsGoneRefusesMessagesAndRecall() {
        Talk talk = Talk.begin();
        talk.sayAll(TIGERS).then().statusCode(201);
        stores.change("UPDATE conversation SET embedding_model = $2 WHERE id = $1", Tuple.of(talk.id(), GONE));

        assertRefused(talk.sayAll(ROCKETS), "make a new conversation");
        assertRefused(talk.recall(Map.of("query", "cats")), "make a new conversation");
    }

    private String collection(Api api) {
        return stores.query("SELECT collection FROM knowledge_base WHERE id = $1", Tuple.of(api.id()))
                .iterator()
                .next()
                .getString("collection");
    }

    private static void fill(Api api) {
        api.post("tigers", TIGERS).then().statusCode(201);
        api.post("rockets", ROCKETS).then().statusCode(201);
    }

    private static void assertRefused(Response response, String wayOut) {
        response.then()
                .statusCode(409)
                .body("code", is("embedding_model_mismatch"))
                .body("expected", is(GONE))
                .body("actual", allOf(startsWith("bge-small-en-v1.5-q@"), containsString("minilm@")))
                .body("detail", allOf(containsString("configure that model again"), containsString(wayOut)));
    }

    private static String model(Api api) {
        return given().get(api.path()).path("embedding_model");
    }

    private static float score(Api api) {
        return denseScore(api, "big wild cats");
    }

    private static float denseScore(Api api, String query) {
        return api.search(Map.of("query", query, "limit", 1))
                .then()
                .statusCode(200)
                .extract()
                .path("data[0].scores.dense");
    }
}
