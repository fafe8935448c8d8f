package dev.lockstep.web.search;

import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.ChatServer;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.EmbeddingServer;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.ProviderPorts;
import dev.lockstep.testing.StoreInspector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.lockstep.testing.EmbeddingServer.answers;
import static dev.lockstep.testing.EmbeddingServer.refuses;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** Models of quarkus-langchain4j by name: nothing but {@code quarkus.langchain4j.*} is configured. */
@QuarkusTest
@TestProfile(ProviderPorts.Profile.class)
@QuarkusTestResource(EmbeddedStores.class)
@QuarkusTestResource(ProviderPorts.class)
class ProvidedModelsApiTest {

    private static final String GPT = "gpt";
    private static final String LLAMA = "llama";

    private EmbeddingServer gpt;
    private EmbeddingServer llama;

    @Inject
    StoreInspector stores;

    @Inject
    EmbeddingModels models;

    private EmbeddingServer server(String model) {
        return model.equals(GPT) ? gpt : llama;
    }

    private Api knowledgeBase(String model) {
        return Api.newKnowledgeBase(
                Map.of("embedding_model", model, "chunking", Map.of("max_tokens", 32, "overlap_tokens", 0)));
    }

    @BeforeEach
    void start() {
        restart(GPT);
        restart(LLAMA);
        // The breakers are those of the test before.
        Eventually.holds(() -> knowledgeBase(GPT).post("a", "A seal.").then().statusCode(201));
        Eventually.holds(() -> knowledgeBase(LLAMA).post("a", "A seal.").then().statusCode(201));
    }

    @AfterEach
    void stop() {
        gpt.close();
        llama.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {GPT, LLAMA})
    void documentsAreStoredAndFound(String model) {
        Api kb = knowledgeBase(model);
        given().get(kb.path()).then().body("dimension", is(EmbeddingServer.DIMENSION));
        kb.post("otters", "Otters sleep in kelp.").then().statusCode(201);
        kb.post("seals", "Seals rest on ice.").then().statusCode(201);

        kb.search(Map.of("query", "sleep in kelp", "mode", "dense"))
                .then()
                .statusCode(200)
                .body("degraded", empty())
                .body("data[0].external_id", is("otters"));
    }

    @Test
    void eachIsAskedByItsProtocolForItsModel() {
        assertThat(gpt.asked()).extracting(EmbeddingServer.Asked::path).containsOnly("/v1/embeddings");
        assertThat(gpt.asked())
                .extracting(asked -> asked.body().getString("model"))
                .containsOnly("some-gpt");
        assertThat(gpt.asked()).extracting(EmbeddingServer.Asked::authorization).containsOnly("Bearer s3cret");
        assertThat(llama.asked()).extracting(EmbeddingServer.Asked::path).containsOnly("/api/embed");
        assertThat(llama.asked())
                .extracting(asked -> asked.body().getString("model"))
                .containsOnly("some-llama");
    }

    @ParameterizedTest
    @ValueSource(strings = {GPT, LLAMA})
    void aProviderThatDiesInMidIngestLeavesNothingAndAllWorksOnceItIsBack(String model) {
        Api kb = knowledgeBase(model);
        kb.post("otters", "Otters sleep in kelp.").then().statusCode(201);
        String text = IntStream.range(0, 400)
                .mapToObj("Seal %d rests on the ice. "::formatted)
                .collect(joining());
        EmbeddingServer dying = server(model);
        int before = dying.asked().size();
        dying.doesFirst(answers(EmbeddingServer.DIMENSION), answers(EmbeddingServer.DIMENSION), dying.dies());

        kb.post("seals", text)
                .then()
                .statusCode(503)
                .header("Retry-After", not(empty()))
                .body("code", is("embedding_unavailable"))
                .body("detail", containsString(model));

        assertThat(dying.asked()).hasSizeGreaterThan(before + 2);
        kb.get("seals").then().statusCode(404);
        assertThat(stores.documentRows(kb)).hasSize(1);
        assertThat(stores.points(kb)).hasSize(1);
        kb.search(Map.of("query", "where do otters sleep, I wonder"))
                .then()
                .statusCode(200)
                .body("degraded.reason[0]", is("embedding_unavailable"))
                .body("data[0].external_id", is("otters"));

        restart(model);
        Eventually.holds(() -> kb.post("seals", text).then().statusCode(201));
        kb.search(Map.of("query", "seal 399", "mode", "dense"))
                .then()
                .statusCode(200)
                .body("degraded", empty())
                .body("data[0].external_id", is("seals"));
    }

    private void restart(String model) {
        if (model.equals(GPT)) {
            gpt = EmbeddingServer.startAt(ProviderPorts.of(GPT));
        } else {
            llama = EmbeddingServer.startAt(ProviderPorts.of(LLAMA));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GPT, LLAMA})
    void aRefusalIsToldInTheServersWordsWithTheNameOfTheModelAndWithoutTheKey(String model) {
        Api kb = knowledgeBase(model);
        server(model).does(refuses(400));

        kb.post("otters", "Otters sleep in kelp.")
                .then()
                .statusCode(502)
                .body("code", is("embedding_failed"))
                .body("detail", containsString(model))
                .body("detail", containsString("no, because of"))
                .body("detail", not(containsString(model.equals(GPT) ? "s3cret" : "nothing is secret here")));
    }

    @ParameterizedTest
    @ValueSource(strings = {GPT, LLAMA})
    void aBusyServerMakesTheServiceBusy(String model) {
        Api kb = knowledgeBase(model);
        server(model).does(refuses(429, "Retry-After", "33"));

        kb.post("otters", "Otters sleep in kelp.")
                .then()
                .statusCode(429)
                // The client of OpenAI does not tell what the server wants.
                .header("Retry-After", is(model.equals(LLAMA) ? "33" : "1"))
                .body("code", is("overloaded"));
    }

    @Test
    void vectorsThatHaveBecomeShorterAreAnError() {
        Api kb = knowledgeBase(GPT);
        gpt.does(answers(3));

        kb.post("otters", "Otters sleep in kelp.")
                .then()
                .statusCode(502)
                .body("code", is("embedding_failed"))
                .body("detail", containsString("3 dimensions, but what is stored with it has 64"));
        assertThat(stores.documentRows(kb)).isEmpty();
    }

    @Test
    void theIdentityIsTheNameAndAHashOfProviderAndModel() {
        assertThat(models.named(GPT).orElseThrow().id().value()).matches("gpt@[0-9a-f]+");
        given().get(knowledgeBase(LLAMA).path())
                .then()
                .body(
                        "embedding_model",
                        is(models.named(LLAMA).orElseThrow().id().value()));
    }

    @Test
    void theOnlyChatModelWritesAnswers() {
        Api kb = knowledgeBase(GPT);
        kb.post("otters", "Otters sleep in kelp.").then().statusCode(201);
        try (ChatServer writer = ChatServer.startAt(ProviderPorts.of("writer"))) {
            writer.says("They sleep", " in kelp [1].");
            given().contentType("application/json")
                    .body(Map.of("question", "Where do otters sleep in kelp?"))
                    .post(kb.path() + "/answers")
                    .then()
                    .statusCode(200)
                    .body("model", is("some-writer"))
                    .body("answer", is("They sleep in kelp [1]."))
                    .body("degraded", empty());
            assertThat(writer.asked()).hasSize(1);
            assertThat(writer.keys()).containsExactly("Bearer s3cret");
        }
        given().contentType("application/json")
                .body(Map.of("question", "Where do otters sleep in kelp?"))
                .post(kb.path() + "/answers")
                .then()
                .statusCode(200)
                .body("degraded.reason[0]", is("chat_model_unavailable"))
                .body("degraded.message[0]", containsString("some-writer"));
    }
}
