package dev.lockstep.proof.crashes;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A write, with what must be found when nothing of it was done and when all of it was. */
record Scenario(Request request, Expected before, Expected after) {

    /** @param json its body, or null for none */
    record Request(String method, String path, String json) {

        static Request post(String path, JsonObject body) {
            return new Request("POST", path, body.encode());
        }

        static Request transaction(JsonObject... operations) {
            return post("/v1/transactions", new JsonObject().put("operations", new JsonArray(List.of(operations))));
        }
    }
}
