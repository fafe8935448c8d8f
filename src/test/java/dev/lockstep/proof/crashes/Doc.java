package dev.lockstep.proof.crashes;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A document as it must be found.
 *
 * @param owner the case that it belongs to
 * @param text of which edition its text is
 * @param metadata of which edition its metadata is
 */
record Doc(String knowledgeBase, String owner, String name, String text, String metadata, int version) {

    static Doc fresh(String knowledgeBase, String owner, String name) {
        return new Doc(knowledgeBase, owner, name, "first", "first", 1);
    }

    Doc replaced() {
        return new Doc(knowledgeBase, owner, name, "second", "second", 2);
    }

    Doc described() {
        return new Doc(knowledgeBase, owner, name, text, "second", 2);
    }

    /** What it was before it was replaced, as a third version. */
    Doc restored() {
        return new Doc(knowledgeBase, owner, name, "first", "first", 3);
    }

    String externalId() {
        return owner + "-" + name;
    }

    String path() {
        return "/v1/knowledge-bases/" + knowledgeBase + "/documents/external:" + externalId();
    }

    /** Each is a chunk: more of them than go to Qdrant in one request. */
    List<String> sentences() {
        int number = Math.floorMod(externalId().hashCode(), 1_000);
        return List.of(
                "Tigers of the " + text + " edition " + number + " sleep in gardens.",
                "Rockets of the " + text + " edition " + number + " cross the harbour.",
                "Violins of the " + text + " edition " + number + " sing in copper.");
    }

    JsonObject metadataJson() {
        return new JsonObject().put("owner", owner).put("edition", metadata);
    }

    /** As it is sent. */
    JsonObject body() {
        return new JsonObject()
                .put("text", String.join(" ", sentences()))
                .put("metadata", metadataJson())
                .put("chunking", new JsonObject().put("max_tokens", 16).put("overlap_tokens", 0));
    }

    JsonObject bodyWithId() {
        return body().put("external_id", externalId());
    }

    /** As an operation of a transaction. */
    JsonObject operation(String kind, JsonObject document) {
        JsonObject operation = new JsonObject()
                .put("operation", kind)
                .put("knowledge_base", knowledgeBase)
                .put("external_id", externalId());
        return document == null ? operation : operation.put("document", document);
    }
}
