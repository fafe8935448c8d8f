package dev.lockstep.features.conversations;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.Faults;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.testing.Talk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** Conversations as clients see them: appended to, listed, recalled. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ConversationTest {

    private static final String TIGERS = "Tigers are striped cats of the jungle.";
    private static final String ROCKETS = "Rockets burn liquid oxygen on their way to orbit.";

    @Inject
    StoreInspector stores;

    Talk talk;

    @BeforeEach
    void beginConversation() {
        talk = Talk.begin();
    }

    @AfterEach
    void mendEverything() {
        Faults.clear();
    }

    @Test
    void aConversationIsMadeReadAndListed() {
        Response made = given().contentType("application/json")
                .body(Map.of("title", "Order 4711", "metadata", Map.of("channel", "chat")))
                .post("/v1/conversations");

        String id = made.then()
                .statusCode(201)
                .header("Location", endsWith("/v1/conversations/" + made.path("id")))
                .body("title", is("Order 4711"))
                .body("metadata", is(Map.of("channel", "chat")))
                .body("messages", is(0))
                .body("created_at", notNullValue())
                .extract()
                .path("id");
        assertThat(given().get("/v1/conversations/" + id).asString()).isEqualTo(made.asString());
        assertThat(allConversations()).contains(id, talk.id().toString()).doesNotHaveDuplicates();
    }

    private static List<String> allConversations() {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Response page = given().queryParam("limit", 3)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/v1/conversations");
            page.then().statusCode(200);
            ids.addAll(page.path("data.id"));
            cursor = page.path("next_cursor");
        } while (cursor != null);
        return ids;
    }

    @Test
    void anAppendedMessageIsListedAndRecalled() {
        String id = talk.say(Map.of("role", "user", "text", TIGERS, "metadata", Map.of("lang", "en")))
                .then()
                .statusCode(201)
                .body("conversation_id", is(talk.id().toString()))
                .body("index", is(0))
                .body("role", is("user"))
                .body("text", is(TIGERS))
                .body("metadata", is(Map.of("lang", "en")))
                .body("created_at", notNullValue())
                .extract()
                .path("id");
        talk.say("assistant", ROCKETS).then().statusCode(201).body("index", is(1));

        talk.recall(Map.of("query", "striped cats", "limit", 1))
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].message.id", is(id))
                .body("data[0].message.metadata", is(Map.of("lang", "en")))
                .body("data[0].score", notNullValue())
                .body("took_ms", notNullValue());
        assertThat(talk.messages()).extracting("text").containsExactly(TIGERS, ROCKETS);
        talk.get().then().body("messages", is(2));
    }

    @Test
    void severalMessagesKeepTheirOrderAndComeInPages() {
        talk.say("system", "Be brief.").then().statusCode(201);
        talk.sayAll("one", "two", "three").then().statusCode(201).body("data.index", is(List.of(1, 2, 3)));

        Response first = given().get(talk.path() + "/messages?limit=3");
        first.then().body("data.text", is(List.of("Be brief.", "one", "two")));
        given().queryParam("cursor", first.<String>path("next_cursor"))
                .get(talk.path() + "/messages")
                .then()
                .body("data.text", is(List.of("three")))
                .body("next_cursor", nullValue());
    }

    @Test
    void ofConcurrentAppendsEveryMessageHasItsOwnNumberWithoutGaps() {
        List<CompletableFuture<Integer>> appends = IntStream.range(0, 24)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> talk.sayAll("first of " + i, "second of " + i).statusCode()))
                .toList();
        assertThat(appends.stream().map(CompletableFuture::join)).containsOnly(201);

        List<Map<String, Object>> messages = talk.messages();

        assertThat(messages)
                .extracting("index")
                .containsExactlyElementsOf(IntStream.range(0, 48).boxed().toList());
        for (int i = 0; i < 48; i += 2) {
            String first = (String) messages.get(i).get("text");
            assertThat(messages.get(i + 1).get("text")).isEqualTo(first.replace("first", "second"));
        }
        talk.get().then().body("messages", is(48));
    }

    @Test
    void aLongMessageIsCutAndRecalledOnceAndWhole() {
        String text = "The tiger walked on through the tall grass, striped and silent. ".repeat(300)
                + "Then a rocket with liquid oxygen lifted off. "
                + "The tiger slept in the shade of an old tree. ".repeat(100);
        talk.say("user", text).then().statusCode(201);
        talk.say("user", "Bread is baked from flour and water.").then().statusCode(201);
        assertThat(stores.count("SELECT count(*) FROM message_piece p JOIN message m ON m.id = p.message_id"
                        + " WHERE m.conversation_id = '" + talk.id() + "'"))
                .isGreaterThan(8);

        // The long message's pieces alone would fill the first round.
        assertThat(talk.recalled("a striped tiger", Map.of("limit", 2)))
                .containsExactly(text, "Bread is baked from flour and water.");
        assertThat(talk.recalled("rocket launch with oxygen", Map.of("limit", 1)))
                .containsExactly(text);
    }

    @Test
    void recallStaysWithinItsConversation() {
        Talk other = Talk.begin();
        talk.say("user", TIGERS).then().statusCode(201);
        other.say("user", TIGERS).then().statusCode(201);
        other.say("user", "Tigers sleep a lot.").then().statusCode(201);

        talk.recall(Map.of("query", "tigers"))
                .then()
                .body("data.message.conversation_id", is(List.of(talk.id().toString())));
        Eventually.holds(() -> assertThat(stores.count("SELECT count(*) FROM unit_of_work WHERE state = 'COMMITTED'"))
                .isZero());
        talk.recall(Map.of("query", "tigers"))
                .then()
                .body("data.message.conversation_id", is(List.of(talk.id().toString())));
        assertThat(Talk.begin().recalled("tigers")).isEmpty();
    }

    @Test
    void filtersAndRolesFindTheSameInTheBufferAndInQdrant() {
        Talk.begin().say("user", "so that the collection is there").then().statusCode(201);
        Faults.holdApplication();
        talk.say(message("user", "apples", Map.of("lang", "en", "role", "tool")))
                .then()
                .statusCode(201);
        talk.say(message("assistant", "pears", Map.of("lang", "de"))).then().statusCode(201);
        talk.say(message("tool", "plums", Map.of("at", "2026-03-01T10:00:00+01:00", "n", 7)))
                .then()
                .statusCode(201);
        assertFilters();

        Faults.clear();
        Eventually.holds(() -> assertThat(stores.count("SELECT count(*) FROM unit_of_work WHERE state = 'COMMITTED'"))
                .isZero());
        assertFilters();
    }

    private static Map<String, Object> message(String role, String text, Map<String, Object> metadata) {
        return Map.of("role", role, "text", text, "metadata", metadata);
    }

    private void assertFilters() {
        assertThat(recalled(Map.of("roles", List.of("tool")))).containsExactly("plums");
        assertThat(recalled(Map.of("roles", List.of("user", "assistant"))))
                .containsExactlyInAnyOrder("apples", "pears");
        assertThat(recalled(Map.of("filter", Map.of("role", "tool")))).containsExactly("apples");
        assertThat(recalled(Map.of("filter", Map.of("lang", Map.of("$ne", "en")))))
                .containsExactlyInAnyOrder("pears", "plums");
        assertThat(recalled(Map.of("filter", Map.of("n", Map.of("$gt", 6))))).containsExactly("plums");
        assertThat(recalled(Map.of("filter", Map.of("at", Map.of("$lt", "2026-03-01T09:30:00Z")))))
                .containsExactly("plums");
        assertThat(recalled(Map.of("filter", Map.of("lang", Map.of("$exists", true)), "roles", List.of("user"))))
                .containsExactly("apples");
        assertThat(recalled(Map.of("filter", Map.of("$or", List.of(Map.of("lang", "de"), Map.of("n", 7))))))
                .containsExactlyInAnyOrder("pears", "plums");
    }

    private List<String> recalled(Map<String, ?> conditions) {
        return talk.recalled("fruit", conditions);
    }
}
