package dev.lockstep.web.evaluations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is found in the small judged collections of ours does not fall below a floor, as the evaluations themselves tell. The floors are
 * a little below what was measured; {@code RetrievalBench} notices less.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class JudgedSetsTest {

    private static final Path SETS = Path.of("src", "test", "resources", "judged");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"long-documents, 0.90", "tables, 0.95", "source-code, 0.86"})
    void whatWasJudgedRelevantIsFoundFirst(String set, double floor) {
        Api kb = filled(set);
        try {
            JsonPath figures = evaluate(kb, set);

            assertThat(figures.getList("missing")).isEmpty();
            assertThat(figures.getList("warnings")).isEmpty();
            double hybrid = ndcg(figures, "hybrid");
            assertThat(hybrid).as(figures.prettify()).isGreaterThan(floor);
        } finally {
            given().delete(kb.path());
        }
    }

    /** All chunks of a handbook are about the same house: the right one has to come before its neighbours. */
    @Test
    void thePassageThatAnswersIsFoundAmongOthersOfTheSameDocument() {
        Api kb = filled("long-documents");
        try {
            List<JsonNode> queries = lines("long-documents", "queries.jsonl");
            List<String> failed = queries.stream()
                    .filter(query -> !best(kb, query.path("text").asText())
                            .contains(query.path("answer").asText()))
                    .map(JsonNode::toString)
                    .toList();

            assertThat(failed.size()).as(failed.toString()).isLessThanOrEqualTo(queries.size() / 5);
        } finally {
            given().delete(kb.path());
        }
    }

    private static String best(Api kb, String query) {
        return kb.search(Map.of("query", query, "limit", 1))
                .then()
                .statusCode(200)
                .extract()
                .path("data[0].text");
    }

    private static double ndcg(JsonPath figures, String mode) {
        return figures.getDouble("modes.find { it.mode == '" + mode + "' }.ndcg");
    }

    private static Api filled(String set) {
        Api kb = Api.newKnowledgeBase();
        for (JsonNode document : lines(set, "corpus.jsonl")) {
            kb.post(Map.of(
                            "external_id",
                            document.path("_id").asText(),
                            "title",
                            document.path("title").asText(),
                            "text",
                            document.path("text").asText()))
                    .then()
                    .statusCode(201);
        }
        return kb;
    }

    private static JsonPath evaluate(Api kb, String set) {
        Map<String, List<Map<String, String>>> relevant = new HashMap<>();
        for (String line : text(set, "qrels.tsv").lines().skip(1).toList()) {
            String[] columns = line.split("\t", -1);
            relevant.computeIfAbsent(columns[0], id -> new ArrayList<>()).add(Map.of("external_id", columns[1]));
        }
        List<Map<String, Object>> queries = lines(set, "queries.jsonl").stream()
                .map(query -> Map.<String, Object>of(
                        "id",
                        query.path("_id").asText(),
                        "query",
                        query.path("text").asText(),
                        "relevant",
                        relevant.get(query.path("_id").asText())))
                .toList();
        return given().contentType("application/json")
                .header("Prefer", "wait=60")
                .body(Map.of("queries", queries))
                .post(kb.path() + "/evaluations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<JsonNode> lines(String set, String file) {
        return text(set, file)
                .lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static String text(String set, String file) {
        try {
            return Files.readString(SETS.resolve(set).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
