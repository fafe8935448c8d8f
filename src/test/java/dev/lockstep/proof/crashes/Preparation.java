package dev.lockstep.proof.crashes;

import dev.lockstep.proof.crashes.Scenario.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Makes what the cases find, documents and messages of many cases in one transaction. */
final class Preparation {

    private static final int OPERATIONS = 50;

    private final PackagedApplication application;
    private final List<JsonObject> waiting = new ArrayList<>();
    private final List<JsonObject> afterwards = new ArrayList<>();

    Preparation(PackagedApplication application) {
        this.application = application;
    }

    String knowledgeBase(String name) throws Exception {
        return carriedOut(Request.post("/v1/knowledge-bases", new JsonObject().put("name", name)))
                .getString("name");
    }

    Doc document(String knowledgeBase, String owner, String name) {
        Doc document = Doc.fresh(knowledgeBase, owner, name);
        waiting.add(document.operation("insert", document.body()));
        return document;
    }

    /** A document in its second version: the first one is kept. */
    Doc replacedDocument(String knowledgeBase, String owner, String name) {
        Doc document = document(knowledgeBase, owner, name).replaced();
        afterwards.add(document.operation("update", document.body()));
        return document;
    }

    /** A new conversation with these messages: its id. */
    String conversation(String title, List<String> messages) throws Exception {
        String id = carriedOut(Request.post("/v1/conversations", new JsonObject().put("title", title)))
                .getString("id");
        waiting.add(append(id, messages));
        return id;
    }

    static JsonObject append(String conversation, List<String> messages) {
        return messages(messages)
                .put("participant", "conversations")
                .put("operation", "append")
                .put("conversation", conversation);
    }

    static JsonObject messages(List<String> texts) {
        return new JsonObject()
                .put(
                        "messages",
                        new JsonArray(texts.stream()
                                .map(text ->
                                        new JsonObject().put("role", "user").put("text", text))
                                .toList()));
    }

    void finish() throws Exception {
        carryOut(waiting);
        carryOut(afterwards);
    }

    private void carryOut(List<JsonObject> operations) throws Exception {
        for (int from = 0; from < operations.size(); from += OPERATIONS) {
            List<JsonObject> part = operations.subList(from, Math.min(operations.size(), from + OPERATIONS));
            JsonObject all = carriedOut(Request.transaction(part.toArray(JsonObject[]::new)));
            assertThat(all.getString("status")).isEqualTo("completed");
        }
    }

    private JsonObject carriedOut(Request request) throws Exception {
        HttpResponse<String> answer = application.send(request.method(), request.path(), request.json());
        assertThat(answer.statusCode()).as("%s: %s", request, answer.body()).isBetween(200, 299);
        return new JsonObject(answer.body());
    }
}
