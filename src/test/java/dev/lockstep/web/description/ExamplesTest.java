package dev.lockstep.web.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.description.Recording;
import dev.lockstep.testing.description.Watch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the document are real exchanges, and still true: this test makes them again, and {@link Watch} holds each of
 * them against the document. {@code -Dlockstep.openapi.write=true} writes them anew; compile the service again afterwards.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class ExamplesTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "openapi", "examples");
    private static final String KB = "/v1/knowledge-bases/handbook";
    private static final String LEAVE = KB + "/documents/external:leave";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recording tour = new Recording();

    @Test
    void everyExampleIsARealExchange() throws IOException {
        knowledgeBases();
        documents();
        manyDocuments();
        searches();
        jobs();
        conversations();
        transactions();
        problems();
        generations();
        ends();

        if (!System.getProperty("lockstep.openapi.write", "false").equals("false")) {
            tour.write(FOLDER);
        }
        assertThat(shape(committed()))
                .as("the examples in " + FOLDER + ": write them anew with -Dlockstep.openapi.write=true")
                .isEqualTo(shape(tour.files()));
    }

    /** What is committed is not what was recorded just now, but it must be as described all the same. */
    @Test
    void everyCommittedExampleIsAsDescribed() throws IOException {
        JsonNode document = JSON.readTree(given().get("/q/openapi?format=json").asString());
        List<String> wrong = new ArrayList<>();
        Map<String, JsonNode> committed = new HashMap<>(committed());
        committed.remove(Recording.PROBLEMS);
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
                    JsonNode recorded = committed.getOrDefault(
                            method.getValue().path("operationId").asText(), JSON.createObjectNode());
                    String operation =
                            "/paths/" + path.getKey().replace("~", "~0").replace("/", "~1") + "/" + method.getKey();
                    recorded.fields()
                            .forEachRemaining(part -> part.getValue().fields().forEachRemaining(example -> {
                                String body = part.getKey().equals("request")
                                        ? "/requestBody"
                                        : "/responses/" + part.getKey();
                                String schema = operation + body + "/content/"
                                        + example.getKey().replace("/", "~1") + "/schema";
                                Watch.described()
                                        .validate(
                                                schema,
                                                example.getValue()
                                                        .toString()
                                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                        .forEach(message -> wrong.add(schema + ": " + message));
                            }));
                }));
        assertThat(wrong).isEmpty();
    }

    private void knowledgeBases() {
        tour.send("createKnowledgeBase", "POST", "/v1/knowledge-bases", """
                {"name": "handbook", "description": "How we work", "language": "en"}""");
        tour.send("listKnowledgeBases", "GET", "/v1/knowledge-bases?limit=1", null);
        tour.send("updateKnowledgeBase", "PATCH", KB, """
                {"description": "How we work here"}""");
        tour.send("getKnowledgeBase", "GET", KB, null);
    }

    private void documents() {
        String leave = """
                {"external_id": "leave", "title": "Parental leave", "text": "Parents can take up to 14 months of leave.",
                 "metadata": {"team": "people", "year": 2026}}""";
        tour.send("createDocument", "POST", KB + "/documents", leave);
        tour.send("createDocument", "POST", KB + "/documents", leave);
        tour.send(
                "createDocument",
                "POST",
                KB + "/documents",
                "# Coffee\n\nGrind it fresh.",
                "Content-Type",
                "text/markdown");
        String tea = """
                {"title": "Tea", "text": "Green tea wants water of 70 degrees.", "metadata": {"topic": "drinks"}}""";
        tour.send("putDocument", "PUT", KB + "/documents/external:tea", tea);
        tour.send("putDocument", "PUT", KB + "/documents/external:tea", tea.replace("70", "75"), "If-Match", "\"1\"");
        tour.send("putDocument", "PUT", KB + "/documents/external:tea", tea, "Prefer", "respond-async");
        tour.send("patchDocument", "PATCH", LEAVE, """
                {"metadata": {"year": 2027}}""");
        tour.send("getDocument", "GET", LEAVE, null);
        tour.send("getDocumentContent", "GET", LEAVE + "/content", null);
        tour.send("listDocuments", "GET", KB + "/documents?limit=1", null);
        tour.send("listChunks", "GET", LEAVE + "/chunks", null);
        tour.send("listVersions", "GET", LEAVE + "/versions", null);
        tour.send("restoreVersion", "POST", LEAVE + "/versions/1/restore", null);
    }

    private void manyDocuments() {
        String lines = "{\"external_id\": \"desk\", \"text\": \"Desks can be raised.\"}\n";
        tour.send("createDocuments", "POST", KB + "/documents:batch", lines, "Content-Type", "application/x-ndjson");
        tour.send("deleteDocuments", "POST", KB + "/documents:delete", """
                {"filter": {"topic": "drinks"}, "dry_run": true}""");
    }

    private void searches() {
        tour.send("searchKnowledgeBase", "POST", KB + "/search", """
                {"query": "how long is parental leave?", "limit": 1}""");
        tour.send("searchKnowledgeBases", "POST", "/v1/search", """
                {"knowledge_bases": ["handbook"], "query": "how long is parental leave?", "limit": 1}""");
        tour.send("answerQuestion", "POST", KB + "/answers", """
                {"question": "how long is parental leave?"}""");
        String judged = """
                {"queries": [{"id": "q1", "query": "how long is parental leave?", "relevant": [{"external_id": "leave"}]}],
                 "modes": ["hybrid"]}""";
        tour.send("evaluateSearch", "POST", KB + "/evaluations", judged);
        tour.send("evaluateSearch", "POST", KB + "/evaluations", judged, "Prefer", "respond-async");
    }

    private void jobs() {
        String lines =
                "{\"external_id\": \"chair\", \"text\": \"Chairs have wheels.\"}\n{\"external_id\": \"empty\"}\n";
        Response batch = tour.send(
                "createDocuments",
                "POST",
                KB + "/documents:batch",
                lines,
                "Content-Type",
                "application/x-ndjson",
                "Prefer",
                "respond-async");
        String job = "/v1/jobs/" + batch.path("id");
        Eventually.holds(
                () -> assertThat(given().get(job).<String>path("status")).isEqualTo("succeeded"));
        tour.send("getJob", "GET", job, null);
        tour.send("listJobs", "GET", "/v1/jobs?limit=1&knowledge_base=handbook", null);
        tour.send("listJobResults", "GET", job + "/results", null);
        tour.send("cancelJob", "POST", job + "/cancel", null);
    }

    private void conversations() {
        String talk = "/v1/conversations/"
                + tour.send("createConversation", "POST", "/v1/conversations", """
                        {"title": "Order 4711", "metadata": {"channel": "chat"}}""")
                        .path("id");
        tour.send("appendMessages", "POST", talk + "/messages", """
                {"role": "user", "text": "My parcel has not arrived."}""");
        tour.send("listConversations", "GET", "/v1/conversations?limit=1", null);
        tour.send("getConversation", "GET", talk, null);
        tour.send("listMessages", "GET", talk + "/messages", null);
        tour.send("recallMessages", "POST", talk + "/recall", """
                {"query": "what went wrong with the delivery?", "limit": 5}""");
        given().delete(talk);
    }

    private void transactions() {
        String id =
                tour.send("executeTransaction", "POST", "/v1/transactions", """
                        {"operations": [{"operation": "upsert", "knowledge_base": "handbook", "external_id": "prices",
                          "document": {"text": "Coffee costs 4 euros."}}], "options": {"timeout_ms": 10000}}""").path("id");
        tour.send("getTransaction", "GET", "/v1/transactions/" + id, null);
        tour.send("listTransactions", "GET", "/v1/transactions?limit=1", null);
        tour.send("getConsistency", "GET", "/v1/consistency?limit=1", null);
        tour.send("repairStores", "POST", "/v1/consistency/repair", """
                {"knowledge_base": "handbook", "dry_run": true}""");
    }

    private void problems() {
        tour.problem("BadRequest", given().get(KB + "/documents?limit=0"));
        tour.problem("NotFound", given().get(KB + "/documents/external:nothing"));
        tour.problem("NotAcceptable", given().accept("text/csv").get(KB));
        tour.problem(
                "Conflict",
                given().contentType("application/json")
                        .body("{\"name\": \"handbook\"}")
                        .post("/v1/knowledge-bases"));
        tour.problem("PreconditionFailed", given().header("If-Match", "\"99\"").delete(LEAVE));
        tour.problem(
                "TooLarge",
                given().contentType("application/json")
                        .body(
                                "{\"operations\": ["
                                        + "{\"operation\": \"delete\", \"knowledge_base\": \"handbook\"}, ".repeat(500)
                                        + "{\"operation\": \"delete\", \"knowledge_base\": \"handbook\", \"external_id\": \"a\"}]}")
                        .post("/v1/transactions"));
        tour.problem(
                "UnsupportedMediaType",
                given().contentType("text/csv").body("a,b").post(KB + "/search"));
        tour.problem(
                "Unprocessable",
                given().contentType("application/json")
                        .body("{\"text\": \" \"}")
                        .post(KB + "/documents"));
    }

    private void generations() {
        tour.send("startReembedding", "POST", KB + "/reembed", """
                {"chunking": {"strategy": "sentences", "max_sentences": 3}}""");
        tour.send("getReembedding", "GET", KB + "/reembed", null);
        Eventually.holds(() ->
                assertThat(given().get(KB + "/reembed").<String>path("state")).isEqualTo("idle"));
        tour.send("rollBackReembedding", "POST", KB + "/reembed/rollback", null);
        tour.send("cancelReembedding", "POST", KB + "/reembed/cancel", null);
        given().delete(KB + "/reembed");
    }

    private static void ends() {
        given().delete(LEAVE);
        given().delete(KB);
    }

    private static Map<String, JsonNode> committed() throws IOException {
        Map<String, JsonNode> committed = new HashMap<>();
        if (Files.isDirectory(FOLDER)) {
            try (var files = Files.list(FOLDER)) {
                for (Path file : files.toList()) {
                    committed.put(file.getFileName().toString().replace(".json", ""), JSON.readTree(file.toFile()));
                }
            }
        }
        return committed;
    }

    /** The operations and statuses that have examples. What each says may differ in a score. */
    private static TreeSet<String> shape(Map<String, ? extends JsonNode> files) {
        TreeSet<String> shape = new TreeSet<>();
        files.forEach((file, parts) -> parts.fieldNames().forEachRemaining(part -> shape.add(file + " " + part)));
        return shape;
    }
}
