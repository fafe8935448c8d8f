import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets an AI service of another application answer from a knowledge base of Lockstep. Copy this file into it; it needs langchain4j-core
 * and Jackson, which an application on quarkus-langchain4j has:
 *
 * <pre>
 * &#64;ApplicationScoped
 * class Knowledge implements Supplier&lt;RetrievalAugmentor&gt; {
 *
 *     public RetrievalAugmentor get() {
 *         return DefaultRetrievalAugmentor.builder()
 *                 .contentRetriever(LockstepContentRetriever.of("http://localhost:8080", "handbook").limit(5))
 *                 .build();
 *     }
 * }
 *
 * &#64;RegisterAiService(retrievalAugmentor = Knowledge.class)
 * interface Assistant {
 *     String answer(&#64;UserMessage String question);
 * }
 * </pre>
 *
 * <p>It may be shared between threads, and blocks the one that asks: an AI service is called on a worker thread. Each content carries
 * {@code document_id}, {@code chunk_id}, {@code external_id}, {@code version}, {@code title}, {@code language} and {@code score} as far
 * as a hit has them, and the document's metadata below {@code metadata.}, where objects are flattened and lists are JSON.
 */
public final class LockstepContentRetriever implements ContentRetriever {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OF_A_HIT =
            List.of("document_id", "chunk_id", "external_id", "version", "title", "language", "score");

    private final URI search;
    private final int limit;
    private final double threshold;
    private final Duration timeout;
    private final HttpClient http;

    private LockstepContentRetriever(URI search, int limit, double threshold, Duration timeout, HttpClient http) {
        this.search = search;
        this.limit = limit;
        this.threshold = threshold;
        this.timeout = timeout;
        this.http = http;
    }

    /**
     * Asks for up to 5 chunks of any relevance, within 10 seconds.
     *
     * @param baseUrl of the service, for example {@code http://localhost:8080}
     */
    public static LockstepContentRetriever of(String baseUrl, String knowledgeBase) {
        String name = URLEncoder.encode(knowledgeBase, StandardCharsets.UTF_8).replace("+", "%20");
        URI search = URI.create(baseUrl.replaceAll("/+$", "") + "/v1/knowledge-bases/" + name + "/search");
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        return new LockstepContentRetriever(search, 5, 0, Duration.ofSeconds(10), http);
    }

    /** Gives no more than so many chunks, the best first. */
    public LockstepContentRetriever limit(int most) {
        return new LockstepContentRetriever(search, most, threshold, timeout, http);
    }

    /** Gives only chunks whose score, a relevance between 0 and 1, is higher. */
    public LockstepContentRetriever threshold(double score) {
        return new LockstepContentRetriever(search, limit, score, timeout, http);
    }

    /** Waits no longer for an answer. */
    public LockstepContentRetriever timeout(Duration most) {
        return new LockstepContentRetriever(search, limit, threshold, most, http);
    }

    @Override
    public List<Content> retrieve(Query query) {
        ObjectNode body = JSON.createObjectNode().put("query", query.text()).put("limit", limit);
        if (threshold > 0) {
            body.put("score_threshold", threshold);
        }
        List<Content> contents = new ArrayList<>();
        for (JsonNode hit : ask(body).path("data")) {
            contents.add(content(hit));
        }
        return contents;
    }

    private JsonNode ask(ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(search)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(refusal(response));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Lockstep did not answer at " + search, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Lockstep was asked", e);
        }
    }

    /** Every refusal is problem+json, whose detail says what to do. */
    private String refusal(HttpResponse<String> response) {
        String said = "";
        try {
            JsonNode problem = JSON.readTree(response.body());
            said = ": " + problem.path("code").asText() + ", " + problem.path("detail").asText();
        } catch (IOException e) {
            // Somebody between here and there has answered; the status is all that is known.
        }
        return "Lockstep answered with status " + response.statusCode() + " at " + search + said;
    }

    private static Content content(JsonNode hit) {
        Metadata metadata = new Metadata();
        for (String name : OF_A_HIT) {
            put(metadata, name, hit.path(name));
        }
        put(metadata, "metadata", hit.path("metadata"));
        return Content.from(
                TextSegment.from(hit.path("text").asText(), metadata),
                Map.of(
                        ContentMetadata.SCORE, hit.path("score").asDouble(),
                        ContentMetadata.EMBEDDING_ID, hit.path("chunk_id").asText()));
    }

    /** Metadata here are strings and numbers. */
    private static void put(Metadata metadata, String name, JsonNode value) {
        if (value.isObject()) {
            value.fields().forEachRemaining(field -> put(metadata, name + "." + field.getKey(), field.getValue()));
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            metadata.put(name, value.asLong());
        } else if (value.isNumber()) {
            metadata.put(name, value.asDouble());
        } else if (!value.isNull() && !value.isMissingNode()) {
            metadata.put(name, value.isTextual() ? value.asText() : value.toString());
        }
    }
}
