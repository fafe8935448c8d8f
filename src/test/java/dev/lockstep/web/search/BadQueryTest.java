package dev.lockstep.web.search;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.web.http.BadRequest;
import dev.lockstep.web.http.Unharmed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;

/** Questions that can't be answered: queries, filters, limits, cursors. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BadQueryTest extends Unharmed {

    static Stream<BadRequest> badQueries() {
        return Stream.of(
                search("no query", "{}").gets(400, "missing_property", "'query'"),
                search("null as query", "{\"query\": null}").gets(400, "missing_property", "'query'"),
                search("empty query", "{\"query\": \"\"}").gets(400, "empty_query", "'query'"),
                search("blank query", "{\"query\": \" \\n\\u3000\"}").gets(400, "empty_query", "'query'"),
                search("a query that can't be seen", "{\"query\": \"\\u200b\\u00a0\"}")
                        .gets(400, "empty_query", "'query'"),
                search("nothing but NUL as query", "{\"query\": \"\\u0000\"}").gets(400, "empty_query", "query"),
                search("query too long", "{\"query\": \"" + "q ".repeat(50_000) + "\"}")
                        .gets(400, "invalid_value", "10000"),
                search("limit 0", "{\"query\": \"a\", \"limit\": 0}").gets(400, "invalid_value", "1 to 100, not 0"),
                search("limit 101", "{\"query\": \"a\", \"limit\": 101}").gets(400, "invalid_value", "1 to 100"),
                search("limit -1", "{\"query\": \"a\", \"limit\": -1}").gets(400, "invalid_value", "1 to 100"),
                search("limit 1.5", "{\"query\": \"a\", \"limit\": 1.5}").gets(400, "wrong_type", "'limit'"),
                search("threshold 2", "{\"query\": \"a\", \"score_threshold\": 2}")
                        .gets(400, "invalid_value", "be 0 to 1"),
                search("threshold -1.1", "{\"query\": \"a\", \"score_threshold\": -1.1}")
                        .gets(400, "invalid_value", "be 0 to 1"),
                search("threshold beyond float", "{\"query\": \"a\", \"score_threshold\": 1e99}")
                        .gets(400, "invalid_value", "be 0 to 1"),
                search("threshold NaN", "{\"query\": \"a\", \"score_threshold\": NaN}")
                        .gets(400, "malformed_json", ""),
                search("threshold \"NaN\"", "{\"query\": \"a\", \"score_threshold\": \"NaN\"}")
                        .gets(400, "invalid_value", "NaN"),
                search("threshold \"0.5\"", "{\"query\": \"a\", \"score_threshold\": \"0.5\"}")
                        .gets(400, "wrong_type", "'score_threshold'"),
                search("threshold true", "{\"query\": \"a\", \"score_threshold\": true}")
                        .gets(400, "wrong_type", "'score_threshold'"),
                search("unknown mode", "{\"query\": \"a\", \"mode\": \"psychic\"}")
                        .gets(400, "invalid_value", "'mode'"),
                search("mode of half a surrogate pair", "{\"query\": \"a\", \"mode\": \"\\ud800\"}")
                        .gets(400, "invalid_value", "'mode'"),
                search("threshold of nothing", "{\"query\": \"a\", \"threshold_on\": \"dense\"}")
                        .gets(400, "invalid_value", "'score_threshold'"),
                search("threshold on what is no score", threshold("hybrid", "cosine", "0.5"))
                        .gets(400, "invalid_value", "dense, lexical, fused, rerank"),
                search("dense threshold in mode lexical", threshold("lexical", "dense", "0.5"))
                        .gets(400, "invalid_value", "'threshold_on'"),
                search("lexical threshold in mode dense", threshold("dense", "lexical", "0.5"))
                        .gets(400, "invalid_value", "'threshold_on'"),
                search("fused threshold in mode dense", threshold("dense", "fused", "0.5"))
                        .gets(400, "invalid_value", "'threshold_on'"),
                search("lexical threshold below 0", threshold("lexical", "lexical", "-1"))
                        .gets(400, "invalid_value", "'score_threshold'"),
                search("rerank threshold without a reranker", threshold("hybrid", "rerank", "0.5"))
                        .gets(400, "invalid_value", "'threshold_on'"),
                search("reranking without a reranker", "{\"query\": \"a\", \"rerank\": true}")
                        .gets(400, "invalid_value", "'rerank'"),
                search("unknown field to include", "{\"query\": \"a\", \"include\": [\"text\", \"vector\"]}")
                        .gets(400, "invalid_value", "'vector'; the fields are scores"),
                search("null to include", "{\"query\": \"a\", \"include\": [null]}")
                        .gets(400, "invalid_value", "'include'"),
                search("too much context", "{\"query\": \"a\", \"context\": {\"before\": 11}}")
                        .gets(400, "invalid_value", "'context.before' must be 0 to 10"),
                search("negative context", "{\"query\": \"a\", \"context\": {\"after\": -1}}")
                        .gets(400, "invalid_value", "'context.after'"),
                search("context as a number", "{\"query\": \"a\", \"context\": 2}")
                        .gets(400, "wrong_type", "'context'"),
                search("no chunk of a document", "{\"query\": \"a\", \"group_by_document\": {\"chunks\": 0}}")
                        .gets(400, "invalid_value", "'group_by_document.chunks' must be 1 to 10"),
                search("groups as a text", "{\"query\": \"a\", \"group_by_document\": \"yes\"}")
                        .gets(400, "wrong_type", "'group_by_document'"),
                search("groups by what is unknown", "{\"query\": \"a\", \"group_by_document\": {\"size\": 1}}")
                        .gets(400, "unknown_property", "size"),
                search("no weight at all", fusion("hybrid", "\"dense_weight\": 0, \"lexical_weight\": 0"))
                        .gets(400, "invalid_value", "weight above 0"),
                search("negative weight", fusion("hybrid", "\"dense_weight\": -1"))
                        .gets(400, "invalid_value", "'fusion.dense'"),
                search("k below 0", fusion("hybrid", "\"k\": -1")).gets(400, "invalid_value", "'fusion.k'"),
                search("fusion of one", fusion("dense", "\"k\": 1")).gets(400, "invalid_value", "'fusion'"),
                search("cursor that is none", cursor("next")).gets(400, "invalid_cursor", "begin without"),
                search("cursor of a listing", cursor("RE9DVU1FTlRTOjM")).gets(400, "invalid_cursor", "begin without"),
                search("empty cursor", cursor("")).gets(400, "invalid_cursor", "begin without"),
                search("several where the path names one", "{\"query\": \"a\", \"knowledge_bases\": [\"b\"]}")
                        .gets(400, "invalid_value", "POST /v1/search"));
    }

    private static String threshold(String mode, String on, String value) {
        return "{\"query\": \"a\", \"mode\": \"" + mode + "\", \"threshold_on\": \"" + on + "\", \"score_threshold\": "
                + value + "}";
    }

    private static String fusion(String mode, String fusion) {
        return "{\"query\": \"a\", \"mode\": \"" + mode + "\", \"fusion\": {" + fusion + "}}";
    }

    private static String cursor(String cursor) {
        return "{\"query\": \"a\", \"cursor\": \"" + cursor + "\"}";
    }

    static Stream<BadRequest> badSearchesOverSeveral() {
        return Stream.of(
                several("no names", "{\"query\": \"a\"}").gets(400, "missing_property", "'knowledge_bases'"),
                several("none", "{\"query\": \"a\", \"knowledge_bases\": []}")
                        .gets(400, "invalid_value", "1 to 16 knowledge bases, not 0"),
                several("null", "{\"query\": \"a\", \"knowledge_bases\": [null]}")
                        .gets(400, "invalid_value", "'knowledge_bases'"),
                several("the same twice", "{\"query\": \"a\", \"knowledge_bases\": [\"b\", \"b\"]}")
                        .gets(400, "invalid_value", "'b' twice"),
                several(
                                "17",
                                "{\"query\": \"a\", \"knowledge_bases\": ["
                                        + numbers(17).replaceAll("\\d+", "\"$0\"") + "]}")
                        .gets(400, "invalid_value", "lockstep.search.max-knowledge-bases"),
                several("one that is not there", "{\"query\": \"a\", \"knowledge_bases\": [\"nowhere\"]}")
                        .gets(404, "knowledge_base_not_found", "'nowhere'"),
                several("no query", "{\"knowledge_bases\": [\"b\"]}").gets(400, "missing_property", "'query'"));
    }

    private static BadRequest several(String name, String body) {
        return BadRequest.post(name, "/v1/search", body);
    }

    @ParameterizedTest
    @MethodSource("badSearchesOverSeveral")
    void badSearchesOverSeveralAreRefused(BadRequest request) {
        request.isRefused();
    }

    private static BadRequest search(String name, String body) {
        return BadRequest.post(name, "{kb}/search", body);
    }

    @ParameterizedTest
    @MethodSource("badQueries")
    void badQueriesAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> badQuestions() {
        return Stream.of(
                question("no question", "{}").gets(400, "missing_property", "'question'"),
                question("blank question", "{\"question\": \" \\n\"}").gets(400, "empty_query", "'question'"),
                question("question too long", "{\"question\": \"" + "q ".repeat(6_000) + "\"}")
                        .gets(400, "invalid_value", "10000"),
                question("question as a number", "{\"question\": 7}").gets(400, "wrong_type", "'question'"),
                question("query for question", "{\"query\": \"a\"}").gets(400, "unknown_property", "'query'"),
                question("limit 0", "{\"question\": \"a\", \"limit\": 0}").gets(400, "invalid_value", "1 to 20, not 0"),
                question("limit 21", "{\"question\": \"a\", \"limit\": 21}").gets(400, "invalid_value", "1 to 20"),
                question("max_tokens 0", "{\"question\": \"a\", \"max_tokens\": 0}")
                        .gets(400, "invalid_value", "'max_tokens' must be 1 to 4096"),
                question("too many max_tokens", "{\"question\": \"a\", \"max_tokens\": 4097}")
                        .gets(400, "invalid_value", "'max_tokens'"),
                question("unknown mode", "{\"question\": \"a\", \"mode\": \"psychic\"}")
                        .gets(400, "invalid_value", "'mode'"),
                question("threshold 2", "{\"question\": \"a\", \"score_threshold\": 2}")
                        .gets(400, "invalid_value", "be 0 to 1"),
                question("unknown field in the filter", "{\"question\": \"a\", \"filter\": {\"taem\": 1}}")
                        .gets(400, "unknown_filter_field", "'taem'"),
                question(
                                "unknown operator in the filter",
                                "{\"question\": \"a\", \"filter\": {\"year\": {\"$ge\": 1}}}")
                        .gets(400, "unknown_filter_operator", "'$ge'"),
                question("a body of nothing", "").gets(400, "malformed_json", "empty"));
    }

    private static BadRequest question(String name, String body) {
        return BadRequest.post(name, "{kb}/answers", body);
    }

    @ParameterizedTest
    @MethodSource("badQuestions")
    void badQuestionsAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    @Test
    void badQuestionsAreNoStreams() {
        question("no question", "{}")
                .gets(400, "missing_property", "'question'")
                .with("Accept", "text/event-stream")
                .isRefused(kb);
    }

    static Stream<BadRequest> badFilters() {
        return Stream.of(
                filter("unknown field", "{\"taem\": \"people\"}")
                        .gets(400, "unknown_filter_field", "'taem'; known are team, year"),
                filter("unknown field, negated", "{\"taem\": {\"$ne\": \"people\"}}")
                        .gets(400, "unknown_filter_field", "'taem'"),
                filter("unknown field in a negation", "{\"$not\": {\"taem\": {\"$exists\": true}}}")
                        .gets(400, "unknown_filter_field", "'taem'"),
                filter("field of half a surrogate pair", "{\"\\ud800\": 1}").gets(400, "malformed_json", "surrogate"),
                filter("field of dots", "{\"..\": 1}").gets(400, "unknown_filter_field", "'..'"),
                filter("empty field", "{\"\": 1}").gets(400, "unknown_filter_field", "''"),
                filter("a path with an empty key", "{\"team..x\": {\"$exists\": false}}")
                        .gets(400, "unknown_filter_field", "'team..x' is not a metadata field"),
                filter("field of 40,000 characters", "{\"" + "k".repeat(40_000) + "\": 1}")
                        .gets(400, "unknown_filter_field", "kkk"),
                filter("unknown operator of a field", "{\"year\": {\"$ge\": 1}}")
                        .gets(400, "unknown_filter_operator", "'$ge'"),
                filter("operator without dollar", "{\"year\": {\"gte\": 1}}")
                        .gets(400, "unknown_filter_operator", "'gte'"),
                filter("unknown operator at the top", "{\"$nor\": [{\"year\": 1}]}")
                        .gets(400, "unknown_filter_operator", "'$nor'"),
                filter("operator of fields at the top", "{\"$eq\": 1}").gets(400, "unknown_filter_operator", "'$eq'"),
                filter("unknown operator in $or", "{\"$or\": [{\"year\": 1}, {\"$xor\": []}]}")
                        .gets(400, "unknown_filter_operator", "'$xor'"),
                filter("no operator", "{\"year\": {}}").gets(400, "invalid_filter", "names no operator"),
                filter("a list as value", "{\"year\": [1, 2]}").gets(400, "invalid_filter", "$in"),
                filter("null as value", "{\"year\": null}").gets(400, "filter_type_mismatch", "$exists"),
                filter("null in a range", "{\"year\": {\"$gt\": null}}").gets(400, "filter_type_mismatch", "$exists"),
                filter("a string for a number", "{\"year\": \"2026\"}").gets(400, "filter_type_mismatch", "number"),
                filter("a boolean for a string", "{\"team\": true}").gets(400, "filter_type_mismatch", "string"),
                filter("a range of strings", "{\"team\": {\"$gt\": \"a\"}}")
                        .gets(400, "filter_type_mismatch", "RFC 3339"),
                filter("a range of booleans", "{\"year\": {\"$gt\": true}}")
                        .gets(400, "filter_type_mismatch", "bounds"),
                filter("a range of numbers and dates", "{\"year\": {\"$gt\": 1, \"$lt\": \"2026-01-01\"}}")
                        .gets(400, "filter_type_mismatch", "all numbers or all"),
                filter("dates on numbers", "{\"year\": {\"$gt\": \"2026-01-01\"}}")
                        .gets(400, "filter_type_mismatch", "not date"),
                filter("numbers on strings", "{\"team\": {\"$gt\": 1}}")
                        .gets(400, "filter_type_mismatch", "not number"),
                filter("a language that is none", "{\"$language\": \"german\"}")
                        .gets(400, "filter_type_mismatch", "filter.$language"),
                filter("an order of languages", "{\"$language\": {\"$lt\": \"de\"}}")
                        .gets(400, "filter_type_mismatch", "$in"),
                filter("$in without list", "{\"year\": {\"$in\": 1}}").gets(400, "filter_type_mismatch", "list"),
                filter("$in of nothing", "{\"year\": {\"$in\": []}}").gets(400, "filter_type_mismatch", "at least one"),
                filter("$in of lists", "{\"year\": {\"$in\": [[1]]}}").gets(400, "filter_type_mismatch", "must be"),
                filter("$in of null", "{\"year\": {\"$in\": [null]}}").gets(400, "filter_type_mismatch", "must be"),
                filter("$exists of a number", "{\"year\": {\"$exists\": 1}}")
                        .gets(400, "filter_type_mismatch", "true or false"),
                filter("$and of an object", "{\"$and\": {\"year\": 1}}").gets(400, "invalid_filter", "list"),
                filter("$or of nothing", "{\"$or\": []}").gets(400, "invalid_filter", "at least one"),
                filter("$or of values", "{\"$or\": [1]}").gets(400, "invalid_filter", "object"),
                filter("$not of a list", "{\"$not\": [{\"year\": 1}]}").gets(400, "invalid_filter", "object"),
                filter("$not of null", "{\"$not\": null}").gets(400, "invalid_filter", "object"),
                filter("a value with half a surrogate pair", "{\"team\": \"\\ud800\"}")
                        .gets(422, "invalid_text", "filter.team"),
                filter("a number beyond double", "{\"year\": {\"$lt\": 1e999}}")
                        .gets(400, "filter_type_mismatch", "filter.year"),
                filter("an integer beyond double", "{\"year\": " + "9".repeat(400) + "}")
                        .gets(400, "filter_type_mismatch", "filter.year"),
                filter("an integer that doubles can't tell apart", "{\"year\": 9007199254740993}")
                        .gets(400, "filter_type_mismatch", "filter.year"),
                filter("too deep", "{\"$not\":".repeat(17) + "{\"year\": 1}" + "}".repeat(17))
                        .gets(400, "invalid_filter", "deeper than 16"),
                filter("hundreds deep", "{\"$not\":".repeat(900) + "{\"year\": 1}" + "}".repeat(900))
                        .gets(400, "invalid_filter", "deeper than 16"),
                filter("too many values", "{\"year\": {\"$in\": [" + numbers(257) + "]}}")
                        .gets(400, "invalid_filter", "more than 256"),
                filter(
                                "too many $exists",
                                "{\"$or\": [" + "{\"year\":{\"$exists\":true}},".repeat(256) + "{\"year\":1}]}")
                        .gets(400, "invalid_filter", "more than 256"),
                filter("an empty filter in $not", "{\"$not\": {}}").gets(400, "invalid_filter", "empty filter"),
                filter(
                                "too many operators",
                                "{\"$or\": [" + "{\"$not\": {\"year\": 1}},".repeat(128) + "{\"year\": 1}]}")
                        .gets(400, "invalid_filter", "more than 256"),
                filter("an empty filter in $or", "{\"$or\": [{\"year\": 1}, {}]}")
                        .gets(400, "invalid_filter", "empty filter"),
                search("a list as filter", "{\"query\": \"a\", \"filter\": []}").gets(400, "wrong_type", "'filter'"),
                search("a string as filter", "{\"query\": \"a\", \"filter\": \"year = 1\"}")
                        .gets(400, "wrong_type", "'filter'"));
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static BadRequest filter(String name, String filter) {
        return search(name, "{\"query\": \"a\", \"filter\": " + filter + "}");
    }

    @ParameterizedTest
    @MethodSource("badFilters")
    void badFiltersAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> badFiltersElsewhere() {
        String delete = "{kb}/documents:delete";
        return Stream.of(
                listing("no JSON", "year = 1").gets(400, "invalid_filter", "'filter' is not a JSON object"),
                listing("a list", "[]").gets(400, "invalid_filter", "not a JSON object"),
                listing("null", "null").gets(400, "invalid_filter", "not a JSON object"),
                listing("nothing", "").gets(400, "invalid_value", "'filter' is empty: leave it out"),
                listing("two values", "{\"year\": 1} {}").gets(400, "invalid_filter", "not a JSON object"),
                listing("a member twice", "{\"year\": 1, \"year\": 2}").gets(400, "invalid_filter", "uplicate"),
                listing("unknown field", "{\"taem\": \"people\"}").gets(400, "unknown_filter_field", "'taem'"),
                listing("unknown operator", "{\"year\": {\"$ge\": 1}}").gets(400, "unknown_filter_operator", "'$ge'"),
                listing("another type", "{\"year\": \"2026\"}").gets(400, "filter_type_mismatch", "number"),
                BadRequest.get("two filters", "{kb}/documents?filter=%7B%7D&filter=%7B%22year%22:1%7D")
                        .gets(400, "invalid_value", "'filter' is given 2 times"),
                BadRequest.post("delete without filter", delete, "{}").gets(400, "missing_property", "'filter'"),
                BadRequest.post("delete with null as filter", delete, "{\"filter\": null, \"dry_run\": false}")
                        .gets(400, "missing_property", "'filter'"),
                BadRequest.post("delete everything", delete, "{\"filter\": {}}")
                        .gets(400, "invalid_filter", "would match everything"),
                BadRequest.post("try to delete everything", delete, "{\"filter\": {}, \"dry_run\": true}")
                        .gets(400, "invalid_filter", "would match everything"),
                BadRequest.post("delete by an unknown field", delete, "{\"filter\": {\"taem\": {\"$ne\": 1}}}")
                        .gets(400, "unknown_filter_field", "'taem'"),
                BadRequest.post("delete with a filter that is a list", delete, "{\"filter\": [{\"year\": 2026}]}")
                        .gets(400, "wrong_type", "'filter'"),
                BadRequest.post(
                                "delete with a misspelt dry_run",
                                delete,
                                "{\"filter\": {\"year\": 2026}, \"dryrun\": true}")
                        .gets(400, "unknown_property", "dryrun"),
                BadRequest.post(
                                "delete with a dry_run that is a string",
                                delete,
                                "{\"filter\": {\"year\": 2026}, \"dry_run\": \"true\"}")
                        .gets(400, "wrong_type", "'dry_run'"),
                BadRequest.post("delete without body", delete, "").gets(400, "malformed_json", "empty"),
                BadRequest.get("delete by GET", delete).gets(405, "method_not_allowed", ""));
    }

    private static BadRequest listing(String name, String filter) {
        return BadRequest.get(
                "list by " + name, "{kb}/documents?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("badFiltersElsewhere")
    void badFiltersOfListingsAndDeletionsAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    static Stream<BadRequest> badPages() {
        String documents = "{kb}/documents";
        String chunks = "{kb}/documents/external:kept/chunks";
        return Stream.of(
                BadRequest.get("limit 0", documents + "?limit=0").gets(400, "invalid_value", "1 to 500, not 0"),
                BadRequest.get("limit 501", documents + "?limit=501").gets(400, "invalid_value", "1 to 500"),
                BadRequest.get("limit -1", "/v1/knowledge-bases?limit=-1").gets(400, "invalid_value", "1 to 500"),
                BadRequest.get("limit 0 of chunks", chunks + "?limit=0").gets(400, "invalid_value", "1 to 500"),
                BadRequest.get("limit that is no number", documents + "?limit=many")
                        .gets(400, "invalid_value", "many"),
                BadRequest.get("limit beyond int", chunks + "?limit=99999999999")
                        .gets(400, "invalid_value", "99999999999"),
                BadRequest.get("cursor that is no Base64", documents + "?cursor=%25%25")
                        .gets(400, "invalid_cursor", "begin without"),
                BadRequest.get("cursor of another listing", documents + "?cursor=" + encoded("CHUNKS:3"))
                        .gets(400, "invalid_cursor", "begin without"),
                BadRequest.get("cursor of documents for chunks", chunks + "?cursor=" + encoded("DOCUMENTS:3"))
                        .gets(400, "invalid_cursor", "begin without"),
                BadRequest.get("forged cursor of documents", documents + "?cursor=" + encoded("DOCUMENTS:3"))
                        .gets(400, "invalid_cursor", "begin without"),
                BadRequest.get("forged cursor of chunks", chunks + "?cursor=" + encoded("CHUNKS:three"))
                        .gets(400, "invalid_cursor", "begin without"),
                BadRequest.get(
                                "forged cursor with NUL",
                                "/v1/knowledge-bases?cursor=" + encoded("KNOWLEDGE_BASES:a\u0000"))
                        .gets(400, "invalid_cursor", "begin without"));
    }

    private static String encoded(String content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("badPages")
    void badPagesAreRefused(BadRequest request) {
        request.isRefused(kb);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?!.,;:", "🦦🦦", "\u200b.", "a\u0301\u0301\u0301"})
    void oddQueriesAreAnswered(String query) {
        kb.search(Map.of("query", query))
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200)
                .body("data", hasSize(1));
    }

    @Test
    void aQueryWithHalfASurrogatePairIsAnswered() {
        given().contentType("application/json")
                .body("{\"query\": \"otters \\ud800\"}")
                .post(kb.path() + "/search")
                .then()
                .statusCode(200)
                .body("data", hasSize(1));
    }

    @Test
    void theLongestQueryIsAnswered() {
        kb.search(Map.of("query", "otter ".repeat(1_666)))
                .then()
                .statusCode(200)
                .body("data", hasSize(1));
    }

    @Test
    void theLargestFilterIsAnswered() {
        String deepest = "{\"$not\": {\"$and\": [".repeat(7) + "{\"year\": {\"$exists\": true}, \"team\": \"people\"}"
                + "]}}".repeat(7);
        given().contentType("application/json")
                .body("{\"query\": \"a\", \"filter\": {\"$not\": " + deepest + "}}")
                .post(kb.path() + "/search")
                .then()
                .statusCode(200)
                .body("data", hasSize(1));
        given().contentType("application/json")
                .body("{\"query\": \"a\", \"filter\": {\"year\": {\"$nin\": [" + numbers(256) + "]}}}")
                .post(kb.path() + "/search")
                .then()
                .statusCode(200)
                .body("data", hasSize(1));
    }
}
