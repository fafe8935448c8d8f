package dev.lockstep.testing.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The interface as its OpenAPI document describes it. An exchange keeps to it when the status, the headers and the body of the
 * answer are described, and, if it was answered well, the body of the request is.
 *
 * <p>It is stricter than the document: an answer has no member that is not described, although the document lets later versions
 * have more.
 */
public final class DescribedInterface {

    private static final String LOCATION = "https://lockstep.test/openapi";
    private static final Set<String> TELLING =
            Set.of("Location", "ETag", "Retry-After", "Preference-Applied", "Idempotency-Replayed");
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String NDJSON = "application/x-ndjson";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final List<Template> templates = new ArrayList<>();
    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private record Template(String path, Pattern pattern) {}

    public DescribedInterface(String document) {
        this.document = parsed(document);
        this.document.path("components").path("schemas").forEach(DescribedInterface::close);
        this.factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder ->
                        builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, this.document.toString()))));
        this.document
                .path("paths")
                .fieldNames()
                .forEachRemaining(path -> templates.add(new Template(path, pattern(path))));
        templates.sort(Comparator.comparingInt(template -> template.path().split("\\{", -1).length));
    }

    /** Lets an answer have no other members than those that are described. */
    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(
                Pattern.quote(path).replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q").replace(":", "\\E(?::|%3[aA])\\Q"));
    }

    /** Throws an error for an exchange that is not as described. */
    public void check(Exchange exchange) {
        if (!exchange.path().startsWith("/v1/")) {
            return;
        }
        List<String> wrong = wrong(exchange);
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    "not as the OpenAPI document describes it: " + String.join("; ", wrong) + "\n" + exchange);
        }
    }

    List<String> wrong(Exchange exchange) {
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        Optional<Template> template = templates.stream()
                .filter(one -> one.pattern().matcher(exchange.path()).matches())
                .findFirst();
        String pointer = template.map(one -> "/paths/" + escaped(one.path()) + "/" + method.toLowerCase(Locale.ROOT))
                .orElse("");
        JsonNode operation = pointer.isEmpty() ? document.path("nothing") : document.at(pointer);
        if (operation.isMissingNode()) {
            return exchange.method().equals("OPTIONS") ? List.of() : undescribed(exchange, template.isPresent());
        }
        List<String> wrong = new ArrayList<>();
        answer(exchange, pointer, wrong);
        if (exchange.status() < 300) {
            request(exchange, pointer, wrong);
        }
        return wrong;
    }

    /** A request of no operation is refused as one. */
    private List<String> undescribed(Exchange exchange, boolean isPath) {
        Set<Integer> expected = isPath ? Set.of(400, 405) : Set.of(400, 404);
        if (!expected.contains(exchange.status())) {
            return List.of("there is no such operation, but the status is " + exchange.status());
        }
        return validate("/components/schemas/Problem", exchange.answered());
    }

    private void answer(Exchange exchange, String operation, List<String> wrong) {
        Optional<String> answer = resolve(operation + "/responses/" + exchange.status());
        if (answer.isEmpty()) {
            wrong.add("the status " + exchange.status() + " is not described");
            return;
        }
        JsonNode described = document.at(answer.get());
        headers(exchange, described, wrong);
        if (exchange.method().equals("HEAD")) {
            return;
        }
        if (!described.has("content")) {
            if (exchange.answered().length > 0) {
                wrong.add("no body is described");
            }
            return;
        }
        String type =
                described.path("content").has(exchange.type()) ? exchange.type() : exchange.header("Content-Type");
        if (type == null || !described.path("content").has(type)) {
            wrong.add("the type '" + exchange.header("Content-Type") + "' is not described for " + exchange.status());
            return;
        }
        String schema = answer.get() + "/content/" + escaped(type) + "/schema";
        if (type.equals("application/json") || type.equals(PROBLEM_JSON)) {
            wrong.addAll(validate(schema, exchange.answered()));
        } else if (type.equals(NDJSON)) {
            lines(exchange.answered()).forEach(line -> wrong.addAll(validate(schema, line)));
        }
    }

    private static void headers(Exchange exchange, JsonNode described, List<String> wrong) {
        TELLING.stream()
                .filter(name -> exchange.headers().containsKey(name))
                .filter(name -> !described.path("headers").has(name))
                .forEach(name -> wrong.add("the header " + name + " is not described for " + exchange.status()));
    }

    private void request(Exchange exchange, String operation, List<String> wrong) {
        String type = Exchange.bare(exchange.sentType());
        if (exchange.sent().length == 0 || type.isEmpty()) {
            return;
        }
        JsonNode content = document.at(operation).path("requestBody").path("content");
        String schema = operation + "/requestBody/content/" + escaped(type) + "/schema";
        if (type.equals("application/json") && content.has(type)) {
            validate(schema, exchange.sent())
                    .forEach(message -> wrong.add("the request was answered well, but " + message));
        }
    }

    private static List<byte[]> lines(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Validates JSON; returns what is wrong. */
    public List<String> validate(String pointer, byte[] body) {
        JsonNode value;
        try {
            value = json.readTree(body);
        } catch (java.io.IOException notJson) {
            return List.of("it is not JSON: " + notJson.getMessage());
        }
        return schema(pointer).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toList());
    }

    private JsonSchema schema(String pointer) {
        return schemas.computeIfAbsent(
                pointer, at -> factory.getSchema(SchemaLocation.of(LOCATION + "#" + encoded(at)), config));
    }

    /** A JSON pointer in an address. */
    private static String encoded(String pointer) {
        return pointer.replace("{", "%7B").replace("}", "%7D");
    }

    /** Follows a reference to a shared answer; empty when nothing is there. */
    private Optional<String> resolve(String pointer) {
        JsonNode node = document.at(pointer);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(node.has("$ref") ? node.get("$ref").asText().substring(1) : pointer);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the OpenAPI document is not JSON", e);
        }
    }
}
