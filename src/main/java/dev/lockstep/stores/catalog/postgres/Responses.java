package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StoredResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts responses and failures to and from the columns of a unit of work. */
public final class Responses {

    private Responses() {}

    public static @Nullable JsonObject json(@Nullable StoredResponse response) {
        return response == null
                ? null
                : new JsonObject()
                        .put("status", response.status())
                        .put("headers", new JsonObject(new HashMap<>(response.headers())))
                        .put("body", response.body());
    }

    public static @Nullable StoredResponse response(@Nullable JsonObject json) {
        if (json == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        json.getJsonObject("headers").forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        return new StoredResponse(json.getInteger("status"), headers, json.getString("body"));
    }

    public static JsonObject json(Failure failure) {
        return new JsonObject()
                .put("code", failure.code().name())
                .put("message", failure.message())
                .put("facts", new JsonObject(new HashMap<>(failure.facts())));
    }

    public static @Nullable Failure failure(@Nullable JsonObject json) {
        return json == null
                ? null
                : new Failure(
                        ErrorCode.valueOf(json.getString("code")),
                        json.getString("message"),
                        json.getJsonObject("facts").getMap());
    }
}
