package dev.lockstep.stores.catalog.jobs;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Reach;
import dev.lockstep.domain.Readership;
import dev.lockstep.domain.Tenant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the caller of a job with it, which goes on with their rights when they are gone. */
final class CallerJson {

    private static final String NAME = "name";
    private static final String KIND = "kind";
    private static final String KNOWLEDGE_BASES = "knowledge_bases";
    private static final String PRINCIPALS = "principals";

    private CallerJson() {}

    static JsonObject write(Caller caller) {
        JsonObject json = new JsonObject()
                .put(NAME, caller.name())
                .put(KIND, caller.kind().name());
        put(json, KNOWLEDGE_BASES, caller.reach().names());
        put(json, PRINCIPALS, caller.readership().principals());
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable Set<String> values) {
        if (values != null) {
            json.put(name, new JsonArray(List.copyOf(new TreeSet<>(values))));
        }
    }

    static Caller read(Tenant tenant, JsonObject json) {
        return new Caller(
                json.getString(NAME),
                tenant,
                Caller.Kind.valueOf(json.getString(KIND)),
                new Reach(values(json, KNOWLEDGE_BASES)),
                new Readership(values(json, PRINCIPALS)));
    }

    private static @Nullable Set<String> values(JsonObject json, String name) {
        JsonArray values = json.getJsonArray(name);
        return values == null ? null : values.stream().map(Object::toString).collect(Collectors.toSet());
    }
}
