package dev.lockstep.web.conversations;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Talk;
import dev.lockstep.web.http.BadRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** Requests about conversations that can't be granted. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BadConversationTest {

    private static final String CONVERSATIONS = "/v1/conversations";
    private static final String MESSAGES = "{talk}/messages";
    private static final String TEXT = "Otters hold hands while they sleep.";

    private static Talk shared;

    @BeforeEach
    void beginConversation() {
        if (shared == null) {
            shared = Talk.begin();
            shared.say(Map.of("role", "user", "text", TEXT, "metadata", Map.of("year", 2026)))
                    .then()
                    .statusCode(201);
        }
    }

    @AfterEach
    void nothingWasHarmed() {
        shared.get().then().statusCode(200).body("messages", is(1)).body("title", is("A talk"));
        assertThat(shared.recalled("otters")).containsExactly(TEXT);
    }

    static Stream<BadRequest> badConversations() {
        return Stream.of(
                BadRequest.post("no body", CONVERSATIONS, "").gets(400, "malformed_json", "empty"),
                BadRequest.post("unknown property", CONVERSATIONS, "{\"name\": \"a\"}")
                        .gets(400, "unknown_property", "'name'"),
                BadRequest.post("blank title", CONVERSATIONS, "{\"title\": \" \"}")
                        .gets(400, "invalid_value", "'title'"),
                BadRequest.post("long title", CONVERSATIONS, "{\"title\": \"" + "t".repeat(1_001) + "\"}")
                        .gets(400, "invalid_value", "1000"),
                BadRequest.post("title of half a surrogate pair", CONVERSATIONS, "{\"title\": \"\\ud800\"}")
                        .gets(422, "invalid_text", "'title'"),
                BadRequest.post("metadata that is a list", CONVERSATIONS, "{\"metadata\": []}")
                        .gets(400, "wrong_type", "'metadata'"),
                BadRequest.post("metadata with a bad key", CONVERSATIONS, "{\"metadata\": {\"a.b\": 1}}")
                        .gets(422, "metadata_invalid", "a.b"),
                BadRequest.get("bad id", CONVERSATIONS + "/today").gets(404, "conversation_not_found", "'today'"),
                BadRequest.get("unknown id", CONVERSATIONS + "/" + UUID.randomUUID())
                        .gets(404, "conversation_not_found", "POST /v1/conversations"),
                BadRequest.delete("unknown id to delete", CONVERSATIONS + "/" + UUID.randomUUID())
                        .gets(404, "conversation_not_found", ""),
                BadRequest.get("messages of an unknown id", CONVERSATIONS + "/" + UUID.randomUUID() + "/messages")
                        .gets(404, "conversation_not_found", ""),
                BadRequest.get("limit 0", CONVERSATIONS + "?limit=0").gets(400, "invalid_value", "1 to 500"),
                BadRequest.get("forged cursor", CONVERSATIONS + "?cursor=" + cursor("CONVERSATIONS:3"))
                        .gets(400, "invalid_cursor", "begin without"),
                BadRequest.get("forged cursor of messages", MESSAGES + "?cursor=" + cursor("MESSAGES:three"))
                        .gets(400, "invalid_cursor", "begin without"),
                BadRequest.get("cursor of chunks", MESSAGES + "?cursor=" + cursor("CHUNKS:3"))
                        .gets(400, "invalid_cursor", "begin without"));
    }

    private static String cursor(String content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<BadRequest> badMessages() {
        return Stream.of(
                message("no text", "{\"role\": \"user\"}").gets(400, "missing_property", "'text'"),
                message("no role", "{\"text\": \"a\"}").gets(400, "missing_property", "'role'"),
                message("blank text", "{\"role\": \"user\", \"text\": \" \\n\"}")
                        .gets(422, "empty_text", "white space"),
                message("text with NUL", "{\"role\": \"user\", \"text\": \"a\\u0000\"}")
                        .gets(422, "invalid_text", "NUL"),
                message("unknown role", "{\"role\": \"critic\", \"text\": \"a\"}")
                        .gets(400, "wrong_type", "one of assistant, system, tool, user is expected"),
                message("role in capitals", "{\"role\": \"USER\", \"text\": \"a\"}")
                        .gets(400, "wrong_type", "'role'"),
                message("role as a number", "{\"role\": 0, \"text\": \"a\"}").gets(400, "wrong_type", "'role'"),
                message("unknown property", "{\"role\": \"user\", \"text\": \"a\", \"name\": \"b\"}")
                        .gets(400, "unknown_property", "'name'"),
                message("text too long", "{\"role\": \"user\", \"text\": \"" + "a ".repeat(50_001) + "\"}")
                        .gets(413, "text_too_large", "lockstep.conversations.max-text-length"),
                message("a word without end", "{\"role\": \"user\", \"text\": \"" + "a".repeat(20_000) + "\"}")
                        .gets(422, "token_too_long", ""),
                message(
                                "deep metadata",
                                "{\"role\": \"user\", \"text\": \"a\", \"metadata\": " + "{\"a\":".repeat(6) + "1"
                                        + "}".repeat(6) + "}")
                        .gets(422, "metadata_too_deep", "lockstep.metadata.max-depth"),
                message("no messages", "{\"messages\": []}").gets(400, "invalid_value", "at least one"),
                message("null as message", "{\"messages\": [null]}").gets(400, "invalid_value", "null"),
                message(
                                "101 messages",
                                "{\"messages\": [" + "{\"role\":\"user\",\"text\":\"a\"},".repeat(100)
                                        + "{\"role\":\"user\",\"text\":\"a\"}]}")
                        .gets(400, "invalid_value", "lockstep.conversations.max-messages"),
                message(
                                "one bad of several",
                                "{\"messages\": [{\"role\":\"user\",\"text\":\"a\"},{\"role\":\"user\"}]}")
                        .gets(400, "missing_property", "'messages[1].text'"),
                message("messages and text", "{\"text\": \"a\", \"messages\": [{\"role\":\"user\",\"text\":\"a\"}]}")
                        .gets(400, "invalid_value", "stands alone"),
                BadRequest.post(
                                "to an unknown conversation",
                                CONVERSATIONS + "/" + UUID.randomUUID() + "/messages",
                                "{\"role\": \"user\", \"text\": \"a\"}")
                        .gets(404, "conversation_not_found", ""),
                BadRequest.post("to a bad id", CONVERSATIONS + "/x/messages", "{\"role\": \"user\", \"text\": \"a\"}")
                        .gets(404, "conversation_not_found", "'x'"));
    }

    private static BadRequest message(String name, String body) {
        return BadRequest.post(name, MESSAGES, body);
    }

    static Stream<BadRequest> badRecalls() {
        return Stream.of(
                recall("no query", "{}").gets(400, "missing_property", "'query'"),
                recall("blank query", "{\"query\": \" \"}").gets(400, "empty_query", "'query'"),
                recall("limit 0", "{\"query\": \"a\", \"limit\": 0}").gets(400, "invalid_value", "1 to 100"),
                recall("threshold 2", "{\"query\": \"a\", \"score_threshold\": 2}")
                        .gets(400, "invalid_value", "-1 to 1"),
                recall("unknown field", "{\"query\": \"a\", \"filter\": {\"yaer\": 1}}")
                        .gets(400, "unknown_filter_field", "no message of this conversation"),
                recall("type of field", "{\"query\": \"a\", \"filter\": {\"year\": \"a\"}}")
                        .gets(400, "filter_type_mismatch", "number"),
                recall("unknown operator", "{\"query\": \"a\", \"filter\": {\"year\": {\"$ge\": 1}}}")
                        .gets(400, "unknown_filter_operator", "'$ge'"),
                recall("unknown role", "{\"query\": \"a\", \"roles\": [\"critic\"]}")
                        .gets(400, "wrong_type", "'roles[0]'"),
                recall("no roles", "{\"query\": \"a\", \"roles\": []}").gets(400, "invalid_value", "'roles'"),
                recall("unknown property", "{\"query\": \"a\", \"mode\": \"dense\"}")
                        .gets(400, "unknown_property", "'mode'"));
    }

    private static BadRequest recall(String name, String body) {
        return BadRequest.post(name, "{talk}/recall", body);
    }

    @ParameterizedTest
    @MethodSource({"badConversations", "badMessages", "badRecalls"})
    void badRequestsAreRefused(BadRequest request) {
        request.in("{talk}", shared.path()).isRefused();
    }
}
