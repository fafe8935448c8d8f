package dev.lockstep.web.evaluations;

import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.web.http.BadRequest;
import dev.lockstep.web.http.Unharmed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evaluations that can't be carried out: each says where it is wrong. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class BadEvaluationTest extends Unharmed {

    private static final String GOOD = "{\"query\": \"a\", \"relevant\": [{\"external_id\": \"d\"}]}";

    static Stream<BadRequest> badEvaluations() {
        return Stream.of(
                evaluation("an empty object", "{}").gets(400, "missing_property", "'queries'"),
                evaluation("no query", "{\"queries\": []}").gets(400, "invalid_value", "1 to 1000"),
                evaluation("1,001 queries", "{\"queries\": [" + times(1_001, GOOD) + "]}")
                        .gets(400, "invalid_value", "lockstep.evaluations.max-queries"),
                evaluation("null as query", "{\"queries\": [" + GOOD + ", null]}")
                        .gets(400, "missing_property", "'queries[1]'"),
                query("no text", "{\"relevant\": [{\"external_id\": \"d\"}]}")
                        .gets(400, "missing_property", "'queries[0].query'"),
                query("blank text", "{\"query\": \" \", \"relevant\": [{\"external_id\": \"d\"}]}")
                        .gets(400, "empty_query", "'queries[0].query'"),
                query(
                                "text too long",
                                "{\"query\": \"" + "q ".repeat(50_000)
                                        + "\", \"relevant\": [{\"external_id\": \"d\"}]}")
                        .gets(400, "invalid_value", "10000"),
                query("nothing judged", "{\"query\": \"a\"}").gets(400, "missing_property", "'queries[0].relevant'"),
                relevant("nothing relevant", "").gets(400, "invalid_value", "grade above 0"),
                relevant("only irrelevant", "{\"external_id\": \"d\", \"grade\": 0}")
                        .gets(400, "invalid_value", "grade above 0"),
                relevant("null as document", "null").gets(400, "missing_property", "'queries[0].relevant[0]'"),
                relevant("document without an id", "{\"grade\": 1}")
                        .gets(400, "invalid_value", "either 'external_id' or 'document_id'"),
                relevant("document with two ids", "{\"external_id\": \"d\", \"document_id\": \"e\"}")
                        .gets(400, "invalid_value", "either 'external_id' or 'document_id'"),
                relevant("id that is none", "{\"document_id\": \"d\"}")
                        .gets(400, "invalid_value", "queries[0].relevant[0].document_id"),
                relevant("blank external id", "{\"external_id\": \" \"}")
                        .gets(400, "invalid_value", "queries[0].relevant[0].external_id"),
                relevant("NUL in an external id", "{\"external_id\": \"a\\u0000\"}")
                        .gets(422, "invalid_text", "external_id"),
                relevant("negative grade", "{\"external_id\": \"d\", \"grade\": -1}")
                        .gets(400, "invalid_value", "'queries[0].relevant[0].grade' must be 0 to 100"),
                relevant("half a grade", "{\"external_id\": \"d\", \"grade\": 0.5}")
                        .gets(400, "wrong_type", "grade"),
                relevant("501 documents", times(501, "{\"external_id\": \"d\"}"))
                        .gets(400, "invalid_value", "lockstep.evaluations.max-judged"),
                evaluation(
                                "the same id twice",
                                "{\"queries\": [{\"id\": \"2\"," + GOOD.substring(1) + ", " + GOOD + "]}")
                        .gets(400, "invalid_value", "'queries[1].id' is '2'"),
                with("k 0", "\"k\": 0").gets(400, "invalid_value", "'k' must be 1 to 100, not 0"),
                with("k 101", "\"k\": 101").gets(400, "invalid_value", "'k' must be 1 to 100, not 101"),
                with("unknown mode", "\"modes\": [\"psychic\"]").gets(400, "invalid_value", "'modes'"),
                with("null as mode", "\"modes\": [null]").gets(400, "invalid_value", "'modes'"),
                with("no mode", "\"modes\": []").gets(400, "invalid_value", "'modes'"),
                with("the same mode twice", "\"modes\": [\"dense\", \"dense\"]").gets(400, "invalid_value", "'modes'"),
                with("broken filter", "\"filter\": {\"a\": {\"$near\": 1}}")
                        .gets(400, "unknown_filter_operator", "$near"),
                with("unknown field in the filter", "\"filter\": {\"nobody_has_it\": 1}")
                        .gets(400, "unknown_filter_field", "nobody_has_it"),
                with("unknown property", "\"limit\": 10").gets(400, "unknown_property", "limit"),
                BadRequest.post(
                                "no such knowledge base",
                                "/v1/knowledge-bases/nowhere/evaluations",
                                "{\"queries\": [" + GOOD + "]}")
                        .gets(404, "knowledge_base_not_found", "'nowhere'"));
    }

    private static BadRequest evaluation(String name, String body) {
        return BadRequest.post(name, "{kb}/evaluations", body);
    }

    private static BadRequest query(String name, String query) {
        return evaluation(name, "{\"queries\": [" + query + "]}");
    }

    private static BadRequest relevant(String name, String documents) {
        return query(name, "{\"query\": \"a\", \"relevant\": [" + documents + "]}");
    }

    private static BadRequest with(String name, String property) {
        return evaluation(name, "{\"queries\": [" + GOOD + "], " + property + "}");
    }

    private static String times(int count, String item) {
        return IntStream.range(0, count).mapToObj(i -> item).collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @MethodSource("badEvaluations")
    void badEvaluationsAreRefused(BadRequest request) {
        request.isRefused(kb);
    }
}
