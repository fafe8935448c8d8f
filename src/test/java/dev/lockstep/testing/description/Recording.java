package dev.lockstep.testing.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static io.restassured.RestAssured.given;

/**
 * Real exchanges as examples for the document: what was sent and answered, by operation, status and media type. Ids, times and
 * durations are always the same, so that only a change of the interface changes the files.
 */
public final class Recording {

    public static final String PROBLEMS = "problems";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, ObjectNode> files = new TreeMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    /** Sends a request, and keeps it with its answer. */
    @CanIgnoreReturnValue
    public Response send(String operation, String method, String path, @Nullable String body, String... headers) {
        String type = "application/json";
        RequestSpecification request = given().urlEncodingEnabled(false);
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("Content-Type")) {
                type = headers[i + 1];
            } else {
                request = request.header(headers[i], headers[i + 1]);
            }
        }
        if (body != null) {
            request = request.contentType(
                            type.endsWith("json") && !type.endsWith("ndjson") ? type : type + ";charset=UTF-8")
                    .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Response response = request.request(method, path);
        if (response.statusCode() >= 300) {
            throw new AssertionError(operation + " was answered with " + response.asString());
        }
        if (body != null) {
            put(operation, "request", type, body);
        }
        put(operation, String.valueOf(response.statusCode()), response);
        return response;
    }

    /** Keeps the problem that a request is answered with, by the name of the answer in the document. */
    public void problem(String name, Response response) {
        put(PROBLEMS, name, response);
    }

    private void put(String file, String key, Response response) {
        if (!response.asString().isEmpty()) {
            put(file, key, Exchange.bare(response.contentType()), response.asString());
        }
    }

    private void put(String file, String key, String type, String body) {
        ObjectNode keys = files.computeIfAbsent(file, name -> JSON.createObjectNode());
        if (!keys.has(key)) {
            keys.putObject(key);
        }
        ((ObjectNode) keys.get(key)).set(type, stable("", parsed(type, body)));
    }

    private static JsonNode parsed(String type, String body) {
        try {
            if (type.endsWith("json")) {
                return JSON.readTree(
                        type.equals("application/x-ndjson")
                                ? body.lines().findFirst().orElseThrow()
                                : body);
            }
            return TextNode.valueOf(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode stable(String name, JsonNode node) {
        if (node.isObject()) {
            ObjectNode stable = JSON.createObjectNode();
            node.fields()
                    .forEachRemaining(field -> stable.set(field.getKey(), stable(field.getKey(), field.getValue())));
            return stable;
        }
        if (node.isArray()) {
            ArrayNode stable = JSON.createArrayNode();
            node.forEach(element -> stable.add(stable(name, element)));
            return stable;
        }
        if (node.isNumber() && (name.endsWith("_ms") && !name.equals("timeout_ms") || name.endsWith("_seconds"))) {
            return node.isIntegralNumber()
                    ? JSON.getNodeFactory().numberNode(12)
                    : JSON.getNodeFactory().numberNode(1.5);
        }
        return node.isTextual() ? TextNode.valueOf(stable(node.asText())) : node;
    }

    private String stable(String text) {
        String known = ID.matcher(text)
                .replaceAll(id -> ids.computeIfAbsent(
                        id.group(), first -> "01a22f15-0000-7000-8000-%012d".formatted(ids.size() + 1)));
        return TIME.matcher(known).replaceAll("2026-11-21T08:00:00Z");
    }

    /** What was recorded, by file and key: the operations and the statuses of their answers. */
    public Map<String, ObjectNode> files() {
        return files;
    }

    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, ObjectNode> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey() + ".json"), JSON.writeValueAsString(file.getValue()) + "\n");
        }
    }
}
