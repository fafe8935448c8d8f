package dev.lockstep.features.search;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** What a page of hits says of each, on request. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class SearchAnswerTest {

    Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newKnowledgeBase();
    }

    private void storeAnimals() {
        kb.post("otters", "Otters hold hands. While they sleep, otters float on their backs.")
                .then()
                .statusCode(201);
        kb.post("cats", "Cats nap in the sun.").then().statusCode(201);
        kb.post("taxes", "Taxes are due in spring.").then().statusCode(201);
    }

    private ValidatableResponse search(Map<String, ?> body) {
        return kb.search(body).then().log().ifValidationFails().statusCode(200);
    }

    @Test
    void aHybridHitHasTheScoresOfTheLegsThatFoundIt() {
        storeAnimals();

        search(Map.of("query", "sleeping otters"))
                .body("mode", is("hybrid"))
                .body("data.external_id[0]", is("otters"))
                .body("data[0].scores.dense", notNullValue())
                .body("data[0].scores.lexical", notNullValue())
                .body("data[0].scores.rerank", nullValue())
                .body("data[1].scores", hasKey("lexical"))
                .body("data[1].scores.lexical", nullValue())
                .body("degraded", empty())
                .body("warnings", empty())
                .body("query_truncated", is(false));
        search(Map.of("query", "sleeping otters", "mode", "lexical"))
                .body("data", hasSize(1))
                .body("data[0].scores.dense", nullValue())
                .body("data[0].scores.fused", nullValue());
    }

    @Test
    void theScoreThatRanksIsExplained() {
        storeAnimals();

        Map<String, Object> hit = search(Map.of(
                        "query",
                        "sleeping otters",
                        "explain",
                        true,
                        "fusion",
                        Map.of("k", 10, "dense", 2, "lexical", 0.5)))
                .body("data[0].explain.formula", containsString("weight / (10.0 + rank)"))
                .body("data[0].explain.dense.rank", is(1))
                .body("data[0].explain.lexical.weight", is(0.5f))
                .body("data[0].explain.terms", is(List.of("otter", "sleep")))
                .body("data[1].explain.lexical", nullValue())
                .extract()
                .path("data[0]");

        Map<?, ?> scores = (Map<?, ?>) hit.get("scores");
        assertThat(((Number) scores.get("fused")).doubleValue()).isCloseTo(2 / 11. + 0.5 / 11., within(1e-6));
    }

    @Test
    void withoutReciprocalRanksTheEvidenceOfBothLegsIsAdded() {
        storeAnimals();

        Map<String, Object> hit = search(Map.of("query", "sleeping otters", "explain", true))
                .body("data[0].explain.formula", containsString("weight * evidence"))
                .extract()
                .path("data[0]");

        double sum = contribution(hit, "dense") + contribution(hit, "lexical");
        assertThat(((Number) ((Map<?, ?>) hit.get("scores")).get("fused")).doubleValue())
                .isCloseTo(sum, within(1e-5));
    }

    private static double contribution(Map<String, Object> hit, String leg) {
        Map<?, ?> explained = (Map<?, ?>) ((Map<?, ?>) hit.get("explain")).get(leg);
        double contribution = ((Number) explained.get("contribution")).doubleValue();
        assertThat(contribution)
                .isCloseTo(
                        ((Number) explained.get("weight")).doubleValue()
                                * ((Number) explained.get("evidence")).doubleValue(),
                        within(1e-5));
        return contribution;
    }

    @Test
    void theLegsCanBeWeighed() {
        kb.post("words", "The quarterly budget of the zoo.").then().statusCode(201);
        kb.post("meaning", "Otters and cats nap all day long.").then().statusCode(201);
        String query = "budget for animals that are asleep";

        assertThat(first(query, Map.of("dense", 0, "lexical", 1))).isEqualTo("words");
        assertThat(first(query, Map.of("dense", 1, "lexical", 0)))
                .isEqualTo(search(Map.of("query", query, "mode", "dense"))
                        .extract()
                        .path("data[0].external_id"));
    }

    private String first(String query, Map<String, ?> fusion) {
        return search(Map.of("query", query, "fusion", fusion)).extract().path("data[0].external_id");
    }

    @Test
    void theQuerysWordsAreMarkedAndTheBestSentenceIsShown() {
        storeAnimals();

        search(Map.of("query", "sleeping otters", "highlight", true, "limit", 1))
                .body("data[0].highlights.terms.text", is(List.of("Otters", "sleep", "otters")))
                .body("data[0].highlights.terms[1].start", is(30))
                .body("data[0].highlights.terms[1].document_start", is(30))
                .body("data[0].highlights.sentence.text", is("While they sleep, otters float on their backs."));
        search(Map.of("query", "sleeping otters")).body("data[0]", not(hasKey("highlights")));
    }

    @Test
    void onlyWhatIsIncludedIsShown() {
        storeAnimals();

        Map<String, Object> hit = search(Map.of("query", "otters", "limit", 1, "include", List.of("text", "title")))
                .extract()
                .path("data[0]");

        assertThat(hit)
                .containsOnlyKeys("score", "knowledge_base", "chunk_id", "document_id", "title", "text")
                .containsEntry("title", null);
        assertThat(search(Map.of("query", "otters", "limit", 1)).extract().<Map<String, Object>>path("data[0]"))
                .containsKeys("scores", "external_id", "version", "headings", "position", "metadata");
    }

    @Test
    void stagesTellHowLongTheyTook() {
        storeAnimals();

        search(Map.of("query", "otters", "timings", true))
                .body("timings.keySet()", hasItem("embed"))
                .body("timings.keySet()", hasItem("lookup"))
                .body("timings.keySet()", hasItem("freshness"))
                .body("timings.keySet()", hasItem("points"))
                .body("timings.keySet()", hasItem("fuse"))
                .body("timings.values()", everyItem(greaterThan(-0.001f)))
                .body("timings.hydrate", greaterThan(0f));
        search(Map.of("query", "otters")).body("$", not(hasKey("timings")));
    }

    @Test
    void aQueryOfStopWordsIsAskedByMeaningOnly() {
        storeAnimals();

        search(Map.of("query", "is it that?"))
                .body("data", hasSize(3))
                .body("warnings.code", is(List.of("no_lexical_terms")))
                .body("degraded", empty());
        search(Map.of("query", "is it that?", "mode", "lexical"))
                .body("data", empty())
                .body("warnings.code", is(List.of("no_lexical_terms")));
    }

    @Test
    void whatTheModelDidNotReadOfALongQueryIsSaid() {
        storeAnimals();

        search(Map.of("query", "otter ".repeat(1_000)))
                .body("query_truncated", is(true))
                .body("query_tokens.total", greaterThan(999))
                .body("query_tokens.read", greaterThan(400))
                .body("warnings.code", is(List.of("query_truncated")));
    }

    @Test
    void theThresholdIsToldWithTheScoreItCuts() {
        storeAnimals();

        search(Map.of("query", "sleeping otters", "score_threshold", 0))
                .body("threshold", is(Map.of("on", "relevance", "value", 0f)))
                .body("data", hasSize(3));
        search(Map.of("query", "sleeping otters", "score_threshold", 0.5))
                .body("data.external_id", is(List.of("otters")));
        search(Map.of("query", "kittens dozing in bright daylight", "score_threshold", 0.5))
                .body("data.external_id", is(List.of("cats")));
        search(Map.of("query", "who won the world cup in 1990?", "score_threshold", 0.5))
                .body("data", empty());
        search(Map.of("query", "sleeping otters", "score_threshold", -1, "threshold_on", "dense"))
                .body("data", hasSize(3));
        search(Map.of("query", "sleeping otters", "score_threshold", 0, "threshold_on", "lexical"))
                .body("threshold.on", is("lexical"))
                .body("data.external_id", is(List.of("otters")));
        search(Map.of("query", "sleeping otters", "score_threshold", 1.5, "threshold_on", "fused"))
                .body("data.external_id", is(List.of("otters")));
        search(Map.of("query", "sleeping otters", "mode", "lexical", "score_threshold", 0.999))
                .body("threshold.on", is("relevance"))
                .body("data", empty());
        search(Map.of("query", "otters")).body("threshold", nullValue());
    }

    /** Forty sentences, some to a chunk. */
    private static final String LONG = IntStream.range(0, 40)
            .mapToObj(i ->
                    "Sentence number " + i + " is about the " + (i == 20 ? "zebra" : "weather") + " of day " + i + ".")
            .collect(Collectors.joining(" ", "\uD83E\uDDA6 ", ""));

    private void storeLongDocument(String externalId) {
        Map<String, Object> document = new HashMap<>(Map.of("external_id", externalId, "text", LONG));
        document.put("chunking", Map.of("max_tokens", 32, "overlap_tokens", 8));
        kb.post(document).then().statusCode(201);
    }

    @Test
    void aHitIsShownWithItsNeighboursAsTheyStandInTheDocument() {
        storeLongDocument("long");

        Map<String, Object> hit = search(
                        Map.of("query", "zebra", "limit", 1, "context", Map.of("before", 1, "after", 2)))
                .extract()
                .path("data[0]");

        Map<String, Object> context = asMap(hit.get("context"));
        Map<String, Object> position = asMap(hit.get("position"));
        int start = (Integer) context.get("start");
        int end = (Integer) context.get("end");
        assertThat(context.get("text")).isEqualTo(slice(LONG, start, end));
        assertThat(start).isLessThan((Integer) position.get("start"));
        assertThat(end).isGreaterThan((Integer) position.get("end"));
    }

    @Test
    void passagesThatOverlapAreShownOnce() {
        storeLongDocument("long");

        List<Map<String, Object>> hits = search(
                        Map.of("query", "zebra weather", "limit", 30, "context", Map.of("before", 1, "after", 1)))
                .extract()
                .path("data");

        Map<String, Object> first = asMap(hits.get(0).get("context"));
        assertThat(first.get("text")).isEqualTo(slice(LONG, (Integer) first.get("start"), (Integer) first.get("end")));
        assertThat(hits.subList(1, hits.size())).isNotEmpty().allSatisfy(hit -> assertThat(asMap(hit.get("context")))
                .containsOnly(Map.entry("same_as", hits.get(0).get("chunk_id"))));
    }

    @Test
    void documentsAreHitsWithTheirBestChunks() {
        storeLongDocument("one");
        storeLongDocument("two");
        kb.post("short", "The weather is fine.").then().statusCode(201);

        List<Map<String, Object>> hits = search(
                        Map.of("query", "zebra weather", "group_by_document", Map.of("chunks", 2)))
                .body("data", hasSize(3))
                .body("next_cursor", nullValue())
                .extract()
                .path("data");

        assertThat(hits.stream().map(hit -> hit.get("external_id"))).containsExactlyInAnyOrder("one", "two", "short");
        for (Map<String, Object> hit : hits) {
            List<Map<String, Object>> chunks = asList(hit.get("chunks"));
            assertThat(chunks).hasSize("short".equals(hit.get("external_id")) ? 1 : 2);
            assertThat(chunks.get(0).get("chunk_id")).isEqualTo(hit.get("chunk_id"));
            assertThat(chunks.get(0).get("score")).isEqualTo(hit.get("score"));
        }
        search(Map.of("query", "zebra weather", "group_by_document", true, "limit", 1))
                .body("data", hasSize(1))
                .body("next_cursor", notNullValue());
        search(Map.of("query", "zebra", "group_by_document", false)).body("data[0]", not(hasKey("chunks")));
    }

    @Test
    void aDocumentIsFoundBehindManyChunksOfAnother() {
        IntStream.range(0, 4).forEach(i -> storeLongDocument("long-" + i));
        kb.post("short", "Rain.").then().statusCode(201);

        search(Map.of("query", "weather of day", "mode", "dense", "group_by_document", true, "limit", 5))
                .body("data", hasSize(5))
                .body("data.external_id", hasItem("short"));
    }

    @Test
    void severalKnowledgeBasesAreSearchedAtOnce() {
        storeAnimals();
        Api other = Api.newKnowledgeBase();
        other.post(Map.of("external_id", "sea", "text", "Sea otters sleep in kelp.", "metadata", Map.of("wet", true)))
                .then()
                .statusCode(201);
        Map<String, Object> query =
                Map.of("query", "sleeping otters", "knowledge_bases", List.of(kb.name(), other.name()));

        for (String mode : List.of("hybrid", "dense", "lexical")) {
            over(query, Map.of("mode", mode, "limit", 2))
                    .statusCode(200)
                    .body("data.external_id.sort()", is(List.of("otters", "sea")))
                    .body(
                            "data.knowledge_base.sort()",
                            is(List.of(kb.name(), other.name()).stream()
                                    .sorted()
                                    .toList()));
        }
        over(query, Map.of("filter", Map.of("wet", true))).statusCode(400).body("code", is("unknown_filter_field"));
    }

    private static ValidatableResponse over(Map<String, ?> query, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(query);
        body.putAll(more);
        return given().contentType("application/json")
                .body(body)
                .post("/v1/search")
                .then();
    }

    private static String slice(String text, int start, int end) {
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> asList(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
