package dev.lockstep.domain;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilterParserTest {

    @Test
    void theMessageSaysWhereTheMistakeIs() {
        refused(
                Map.of("$or", List.of(Map.of("a", Map.of("$gt", "x")))),
                ErrorCode.FILTER_TYPE_MISMATCH,
                "filter.$or[0].a");
        refused(
                Map.of("$not", Map.of("a", Map.of("$foo", 1))),
                ErrorCode.UNKNOWN_FILTER_OPERATOR,
                "filter.$not.a.$foo");
        refused(
                Map.of("$and", List.of(Map.of("a", 1), Map.of("b", Map.of("$in", List.of("x", List.of()))))),
                ErrorCode.FILTER_TYPE_MISMATCH,
                "filter.$and[1].b.$in[1]");
    }

    @Test
    void nullIsNoValue() {
        Map<String, Object> filter = new HashMap<>();
        filter.put("a", null);
        refused(filter, ErrorCode.FILTER_TYPE_MISMATCH, "$exists");
        refused(
                Map.of("a", Map.of("$in", Collections.singletonList(null))),
                ErrorCode.FILTER_TYPE_MISMATCH,
                "filter.a");
    }

    @Test
    void anEmptyFilterInsideOfAnotherIsRefused() {
        refused(Map.of("$or", List.of(Map.of())), ErrorCode.INVALID_FILTER, "empty");
        refused(Map.of("$not", Map.of()), ErrorCode.INVALID_FILTER, "empty");
    }

    /** Whatever would be read as another path than it says is none. */
    @Test
    void aNameThatNoFieldCanHaveIsRefused() {
        for (String name : List.of("", ".", "a.", ".a", "a..b", "a b", "a[0]", "ä", "a\"", "a'", "k".repeat(129))) {
            refused(Map.of(name, 1), ErrorCode.UNKNOWN_FILTER_FIELD, "is not a metadata field");
            refused(Map.of(name, Map.of("$exists", false)), ErrorCode.UNKNOWN_FILTER_FIELD, "is not a metadata field");
        }
        assertThatThrownBy(() -> FilterParser.parse(Map.of("k".repeat(40_000), 1)))
                .satisfies(refusal -> assertThat(refusal.getMessage().length()).isLessThan(400));
        assertThat(FilterParser.parse(Map.of("a-b.0._", 1))).isEqualTo(new Filter.AnyOf("a-b.0._", List.of(1.0)));
    }

    @Test
    void depthIsBounded() {
        Map<String, Object> filter = Map.of("a", 1);
        for (int depth = 1; depth < FilterParser.MAX_DEPTH; depth++) {
            filter = Map.of("$not", filter);
        }
        assertThat(FilterParser.parse(filter)).isNotNull();

        refused(Map.of("$not", filter), ErrorCode.INVALID_FILTER, "deeper than 16");
    }

    @Test
    void everyKindOfConditionCounts() {
        int most = FilterParser.MAX_CONDITIONS;
        for (Object condition : List.of(
                1,
                Map.of("$ne", "x"),
                Map.of("$in", List.of(1)),
                Map.of("$exists", true),
                Map.of("$gt", 1, "$lt", 5),
                Map.of("$gt", "2026-01-01"))) {
            assertThat(FilterParser.parse(and(most - 1, condition))).isNotNull();
            refused(and(most, condition), ErrorCode.INVALID_FILTER, "more than 256");
        }
    }

    @Test
    void theTextInAFilterIsBounded() {
        String half = "x".repeat(FilterParser.MAX_TEXT / 2);
        assertThat(FilterParser.parse(Map.of("a", Map.of("$in", List.of(half, half)))))
                .isNotNull();
        refused(Map.of("a", Map.of("$in", List.of(half, half, "x"))), ErrorCode.INVALID_FILTER, "more than 65536");
        refused(Map.of("a", half, "b", Map.of("$ne", half + "x")), ErrorCode.INVALID_FILTER, "more than 65536");
    }

    private static Map<String, Object> and(int count, Object condition) {
        return Map.of(
                "$and",
                IntStream.range(0, count).mapToObj(i -> Map.of("a", condition)).toList());
    }

    @Test
    void numbersThatNoFieldCanHoldAreRefused() {
        for (Number number : List.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                (1L << 53) + 1,
                -(1L << 53) - 1,
                Long.MIN_VALUE,
                new BigInteger("9".repeat(30)))) {
            refused(Map.of("a", number), ErrorCode.FILTER_TYPE_MISMATCH, "2^53");
        }
        assertThat(FilterParser.parse(Map.of("a", 1L << 53))).isEqualTo(new Filter.AnyOf("a", List.of(0x1p53)));
        assertThat(FilterParser.parse(Map.of("a", 1e300))).isEqualTo(new Filter.AnyOf("a", List.of(1e300)));
    }

    private static void refused(Map<String, ?> filter, ErrorCode code, String inMessage) {
        assertThatThrownBy(() -> FilterParser.parse(filter))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(inMessage)
                .extracting(failure -> ((KnowledgeException) failure).code())
                .isEqualTo(code);
    }

    @Test
    void aLanguageIsAskedForByItsOwnName() {
        assertThat(FilterParser.parse(Map.of("$language", "de"))).isEqualTo(new Filter.Language(List.of("de"), false));
        assertThat(FilterParser.parse(Map.of("$language", Map.of("$nin", List.of("de", "en")))))
                .isEqualTo(new Filter.Not(new Filter.Language(List.of("de", "en"), false)));
        refused(Map.of("$language", 5), ErrorCode.FILTER_TYPE_MISMATCH, "filter.$language");
        refused(Map.of("$language", "German"), ErrorCode.FILTER_TYPE_MISMATCH, "a code such as 'de'");
        refused(Map.of("$language", Map.of("$gt", "de")), ErrorCode.FILTER_TYPE_MISMATCH, "$eq, $ne, $in and $nin");
        refused(Map.of("$language", Map.of("$exists", true)), ErrorCode.FILTER_TYPE_MISMATCH, "$eq, $ne, $in and $nin");
        refused(Map.of("$language", Map.of()), ErrorCode.INVALID_FILTER, "names no operator");
    }
}
