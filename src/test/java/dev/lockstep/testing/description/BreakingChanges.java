package dev.lockstep.testing.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What a client of one OpenAPI document would stumble over with the next one: operations, parameters, answers and properties that
 * are gone, values that are gone, what must be sent now, and what is not surely answered any more.
 */
public final class BreakingChanges {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();

    private BreakingChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    public static List<String> between(JsonNode before, JsonNode after) {
        BreakingChanges changes = new BreakingChanges(before, after);
        changes.operations();
        Set<String> sent = changes.sent();
        each(before.at("/components/schemas"), (name, schema) -> {
            JsonNode now = after.at("/components/schemas").path(name);
            if (now.isMissingNode()) {
                changes.found.add("the schema " + name + " is gone");
            } else {
                changes.schema(name, schema, now, sent.contains(name));
            }
        });
        changes.found.sort(Comparator.naturalOrder());
        return changes.found;
    }

    private void operations() {
        each(
                before.path("paths"),
                (path, methods) -> METHODS.stream().filter(methods::has).forEach(method -> {
                    String name = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
                    JsonNode now = after.path("paths").path(path).path(method);
                    if (now.isMissingNode()) {
                        found.add(name + " is gone");
                    } else {
                        operation(name, methods.path(method), now);
                    }
                }));
    }

    private void operation(String name, JsonNode was, JsonNode now) {
        if (!was.path("operationId").equals(now.path("operationId"))) {
            found.add(name + " has another operationId: "
                    + now.path("operationId").asText());
        }
        each(was.path("responses"), (status, answer) -> {
            if (!now.path("responses").has(status)) {
                found.add(name + " does not answer " + status + " any more");
            } else {
                content(name + " " + status, answer, now.path("responses").path(status));
            }
        });
        content(name, was.path("requestBody"), now.path("requestBody"));
        Set<String> known = parameters(before, was, false);
        gone(known, parameters(after, now, false)).forEach(gone -> found.add(name + " has no parameter " + gone));
        gone(parameters(after, now, true), parameters(before, was, true))
                .forEach(added -> found.add(name + " requires the parameter " + added));
    }

    private void content(String name, JsonNode was, JsonNode now) {
        each(was.path("content"), (type, media) -> {
            JsonNode nowMedia = now.path("content").path(type);
            if (nowMedia.isMissingNode()) {
                found.add(name + " has no " + type + " any more");
            } else if (!media.at("/schema/$ref").equals(nowMedia.at("/schema/$ref"))) {
                found.add(name + " has another schema for " + type);
            }
        });
    }

    private static Set<String> parameters(JsonNode document, JsonNode operation, boolean required) {
        Set<String> names = new HashSet<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode described = parameter.has("$ref")
                    ? document.at(parameter.path("$ref").asText().substring(1))
                    : parameter;
            if (!required || described.path("required").asBoolean()) {
                names.add(described.path("name").asText());
            }
        });
        return names;
    }

    private void schema(String name, JsonNode was, JsonNode now, boolean isSent) {
        if (was.has("type") && now.has("type") && !was.path("type").equals(now.path("type"))) {
            found.add(name + " has another type: " + now.path("type"));
        }
        gone(values(was.path("enum")), values(now.path("enum")))
                .forEach(value -> found.add(name + " has no value " + value + " any more"));
        Set<String> required = values(now.path("required"));
        if (isSent) {
            gone(required, values(was.path("required"))).forEach(added -> found.add(name + " requires " + added));
        } else {
            gone(values(was.path("required")), required)
                    .forEach(gone -> found.add(name + " does not always have " + gone));
        }
        each(was.path("properties"), (property, described) -> {
            JsonNode nowDescribed = now.path("properties").path(property);
            if (nowDescribed.isMissingNode()) {
                found.add(name + " has no property " + property);
            } else {
                schema(name + "." + property, described, nowDescribed, isSent);
            }
        });
        if (was.has("items")) {
            schema(name + "[]", was.path("items"), now.path("items"), isSent);
        }
    }

    /** The schemas that requests consist of. */
    private Set<String> sent() {
        Set<String> sent = new HashSet<>();
        before.path("paths")
                .forEach(methods ->
                        METHODS.forEach(method -> collect(methods.path(method).path("requestBody"), sent)));
        return sent;
    }

    private void collect(JsonNode node, Set<String> names) {
        node.findValuesAsText("$ref").forEach(reference -> {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (names.add(name)) {
                collect(before.at("/components/schemas").path(name), names);
            }
        });
    }

    private static Set<String> values(JsonNode list) {
        Set<String> values = new HashSet<>();
        list.forEach(value -> values.add(value.asText()));
        return values;
    }

    private static Set<String> gone(Set<String> before, Set<String> after) {
        Set<String> gone = new HashSet<>(before);
        gone.removeAll(after);
        return gone;
    }

    private static void each(JsonNode object, BiConsumer<String, JsonNode> action) {
        object.fields().forEachRemaining(field -> action.accept(field.getKey(), field.getValue()));
    }
}
