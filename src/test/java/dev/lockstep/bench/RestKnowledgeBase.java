package dev.lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One knowledge base by REST, for clients that take "later" for an answer. Safe for several threads. */
final class RestKnowledgeBase {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;
    private final String name;

    private RestKnowledgeBase(URI root, String name) {
        this.root = root;
        this.name = name;
    }

    /** A new one in a language, with default settings else, the name completed to one that is free. */
    static RestKnowledgeBase create(URI root, String name, String language) throws IOException, InterruptedException {
        RestKnowledgeBase created = new RestKnowledgeBase(root, name + "-" + UUID.randomUUID());
        requireStatus(201, created.post("/v1/knowledge-bases", Map.of("name", created.name, "language", language)));
        return created;
    }

    /** Stores a document, or gives the code of the problem why it is not acceptable: an empty string when it was stored. */
    String store(CollectionDocument document) throws IOException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("external_id", document.id());
        boolean onlyTitle = document.text().isBlank();
        body.put("text", onlyTitle ? document.title() : document.text());
        if (!onlyTitle && !document.title().isBlank()) {
            body.put("title", document.title());
        }
        HttpResponse<String> answer = post(path() + "/documents", body);
        if (answer.statusCode() == 400 || answer.statusCode() == 413 || answer.statusCode() == 422) {
            return JSON.readTree(answer.body()).path("code").asText();
        }
        requireStatus(201, answer);
        return "";
    }

    /** External ids of the best documents, the best first. */
    List<String> search(String query, SearchMode mode, int limit) throws IOException, InterruptedException {
        Map<String, Object> body =
                Map.of("query", query, "mode", mode.word(), "limit", limit, "group_by_document", true);
        JsonNode page = required(200, post(path() + "/search", body));
        if (!page.path("degraded").isEmpty()) {
            throw new IOException("the answer is degraded, so it says nothing of quality: " + page.path("degraded"));
        }
        Set<String> ids = new LinkedHashSet<>();
        page.path("data").forEach(hit -> ids.add(hit.path("external_id").asText()));
        return List.copyOf(ids);
    }

    /** Committed units of work that Qdrant has not confirmed, of all knowledge bases. */
    long unsettled() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/v1/consistency"))
                .timeout(PATIENCE)
                .build();
        return required(200, http.send(request, BodyHandlers.ofString()))
                .path("unsettled")
                .asLong();
    }

    private String path() {
        return "/v1/knowledge-bases/" + name;
    }

    /** The key makes it safe to send again what may have been done. */
    private HttpResponse<String> post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            boolean later = answer.statusCode() == 429 || answer.statusCode() == 503;
            if (!later || attempt == ATTEMPTS) {
                return answer;
            }
            Thread.sleep(retryAfter(answer).toMillis());
        }
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        Duration told = Duration.ofSeconds(
                answer.headers().firstValueAsLong("Retry-After").orElse(1));
        return told.compareTo(MAX_WAIT) < 0 ? told : MAX_WAIT;
    }

    private static JsonNode required(int status, HttpResponse<String> answer) throws IOException {
        requireStatus(status, answer);
        return JSON.readTree(answer.body());
    }

    private static void requireStatus(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.request().method() + " " + answer.uri() + " answered " + answer.statusCode()
                    + ": " + answer.body());
        }
    }
}
