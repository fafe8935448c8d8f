package dev.lockstep.testing.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests from the OpenAPI document: most as it describes them, and some wrong in one place or another. The same seed makes the same
 * requests.
 */
public final class RandomRequests {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** One value in so many is not what the document says. */
    private static final int WRONG_ONE_IN = 25;

    private static final int DEEPEST = 5;

    private static final List<String> STRANGE = List.of(
            "",
            " ",
            "\u0000",
            "\ud800",
            "\u202eevil",
            "a".repeat(5_000),
            "../..",
            "%2e%2e",
            "%00",
            "'; DROP TABLE document; --",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1/x}",
            "\r\nX-Injected: yes",
            "zażółć 🍵 茶",
            "-1",
            "NaN",
            "external:",
            "00000000-0000-0000-0000-000000000000");

    private final JsonNode document;
    private final Random random;
    private final List<String> names;
    private final List<JsonNode> operations = new ArrayList<>();

    /**
     * A request.
     *
     * @param target path and query, encoded
     * @param body null for none
     */
    public record Request(
            String operation,
            String method,
            String target,
            Map<String, String> headers,
            @Nullable String type,
            byte @Nullable [] body) {

        @Override
        public String toString() {
            return operation + ": " + method + " " + target + " " + headers + " " + type + "\n"
                    + (body == null ? "" : new String(body, StandardCharsets.UTF_8));
        }
    }

    /**
     * Reads the operations.
     *
     * @param names what strings are often taken from: names and ids that exist
     * @param without operations that are left out
     */
    public RandomRequests(String document, long seed, List<String> names, Set<String> without) {
        try {
            this.document = new ObjectMapper().readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.random = new Random(seed);
        this.names = List.copyOf(names);
        this.document.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(method -> {
                    if (method.getValue().has("operationId")
                            && !without.contains(
                                    method.getValue().path("operationId").asText())) {
                        operations.add(((ObjectNode) method.getValue().deepCopy())
                                .put("path", path.getKey())
                                .put("method", method.getKey().toUpperCase(Locale.ROOT)));
                    }
                }));
    }

    public Request next() {
        JsonNode operation = operations.get(random.nextInt(operations.size()));
        String path = operation.path("path").asText();
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new TreeMap<>();
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter = resolved(given);
            String name = parameter.path("name").asText();
            String value = text(value(parameter.path("schema"), 0));
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value.isEmpty() ? "x" : value));
                case "query" -> {
                    if (random.nextInt(3) == 0) {
                        query.append(query.isEmpty() ? "?" : "&")
                                .append(name)
                                .append('=')
                                .append(encoded(value));
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        headers.put(name, value.replaceAll("[^\\x20-\\x7e]", "?"));
                    }
                }
            }
        }
        JsonNode contents = resolved(operation.path("requestBody")).path("content");
        String type = contents.isEmpty() ? null : one(contents);
        return new Request(
                operation.path("operationId").asText(),
                operation.path("method").asText(),
                path + query,
                headers,
                type,
                type == null ? null : body(type, contents.path(type).path("schema")));
    }

    private byte[] body(String type, JsonNode schema) {
        String text = type.contains("json") ? value(schema, 0).toString() : oneOf(names) + " " + oneOf(STRANGE);
        if (type.equals("application/x-ndjson") || type.equals("application/jsonl")) {
            text = text + "\n" + value(schema, 0) + "\n";
        }
        if (wrong()) {
            text = text.substring(0, random.nextInt(text.length() + 1));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode value(JsonNode given, int depth) {
        JsonNode schema = resolved(given);
        if (wrong()) {
            return wrongValue();
        }
        for (String several : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.path(several).isArray() && !schema.has("properties")) {
                return value(
                        schema.path(several)
                                .get(random.nextInt(schema.path(several).size())),
                        depth + 1);
            }
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        if (schema.path("examples").isArray() && random.nextInt(3) == 0) {
            return schema.path("examples").get(0);
        }
        return switch (type(schema)) {
            case "integer" -> JSON.numberNode(schema.path("minimum").asInt(0) + random.nextInt(20));
            case "number" -> JSON.numberNode(Math.round(random.nextDouble() * 100) / 100.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            case "array" -> array(schema, depth);
            case "object" -> object(schema, depth);
            default -> JSON.textNode(string(schema));
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.get(random.nextInt(type.size())).asText();
        }
        return type.isMissingNode() ? (schema.has("properties") ? "object" : "string") : type.asText();
    }

    private String string(JsonNode schema) {
        String format = schema.path("format").asText();
        if (format.equals("date-time")) {
            return "20" + (10 + random.nextInt(90)) + "-01-02T03:04:05Z";
        }
        return random.nextInt(6) == 0 ? oneOf(STRANGE) : oneOf(names);
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int size = depth > DEEPEST ? 0 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Iterator<Map.Entry<String, JsonNode>> properties =
                schema.path("properties").fields();
        while (properties.hasNext()) {
            Map.Entry<String, JsonNode> property = properties.next();
            if (required.contains(property.getKey()) || (depth <= DEEPEST && random.nextInt(3) == 0)) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        }
        if (schema.path("additionalProperties").isObject() || wrong()) {
            object.set(oneOf(names), value(schema.path("additionalProperties"), depth + 1));
        }
        return object;
    }

    private JsonNode wrongValue() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(Long.MIN_VALUE);
            case 2 -> JSON.numberNode(1e300);
            case 3 -> JSON.numberNode(-1);
            case 4 -> JSON.booleanNode(true);
            case 5 -> JSON.arrayNode().add(JSON.arrayNode().add(1));
            case 6 -> deep();
            case 7 -> JSON.objectNode().put("$where", "1");
            default -> JSON.textNode(oneOf(STRANGE));
        };
    }

    private static JsonNode deep() {
        JsonNode nested = JSON.objectNode();
        for (int i = 0; i < 60; i++) {
            nested = JSON.objectNode().set("$and", JSON.arrayNode().add(nested));
        }
        return nested;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = document.at(found.path("$ref").asText().substring(1));
        }
        return found;
    }

    private boolean wrong() {
        return random.nextInt(WRONG_ONE_IN) == 0;
    }

    private String one(JsonNode object) {
        List<String> fields = new ArrayList<>();
        object.fieldNames().forEachRemaining(fields::add);
        fields.removeIf(type -> type.startsWith("multipart"));
        return oneOf(fields);
    }

    private String oneOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
