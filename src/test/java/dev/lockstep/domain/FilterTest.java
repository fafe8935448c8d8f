package dev.lockstep.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FilterTest {

    private static final Metadata DOCUMENT = new Metadata(Map.of(
            "team",
            "people",
            "year",
            2026,
            "zero",
            -0.0,
            "flag",
            true,
            "due",
            "2026-06-30T12:00:00+02:00",
            "tags",
            List.of("a", "b"),
            "counts",
            List.of(1, 5.5),
            "none",
            List.of(),
            "author",
            Map.of("name", "Ada", "age", 36)));

    static List<Arguments> filters() {
        return List.of(
                arguments(Map.of(), true),
                arguments(Map.of("team", "people"), true),
                arguments(Map.of("team", "People"), false),
                arguments(Map.of("team", 2026), false),
                arguments(Map.of("year", 2026.0), true),
                arguments(Map.of("year", "2026"), false),
                arguments(Map.of("zero", 0), true),
                arguments(Map.of("zero", Map.of("$gte", 0)), true),
                arguments(Map.of("zero", Map.of("$lt", 0.0)), false),
                arguments(Map.of("flag", true), true),
                arguments(Map.of("flag", false), false),
                arguments(Map.of("tags", "b"), true),
                arguments(Map.of("tags", Map.of("$ne", "b")), false),
                arguments(Map.of("tags", Map.of("$in", List.of("x", "a"))), true),
                arguments(Map.of("tags", Map.of("$nin", List.of("x", "y"))), true),
                arguments(Map.of("author.name", "Ada"), true),
                arguments(Map.of("author.name.first", "Ada"), false),
                arguments(Map.of("author", "Ada"), false),
                arguments(Map.of("absent", "x"), false),
                arguments(Map.of("absent", Map.of("$ne", "x")), true),
                arguments(Map.of("absent", Map.of("$nin", List.of("x"))), true),
                arguments(Map.of("absent", Map.of("$exists", false)), true),
                arguments(Map.of("team", Map.of("$exists", true)), true),
                arguments(Map.of("none", Map.of("$exists", true)), false),
                arguments(Map.of("author", Map.of("$exists", true)), true),
                arguments(Map.of("year", Map.of("$gt", 2025, "$lte", 2026)), true),
                arguments(Map.of("year", Map.of("$gt", 2026)), false),
                arguments(Map.of("year", Map.of("$gte", 2026, "$lt", 2026)), false),
                arguments(Map.of("counts", Map.of("$gt", 5)), true),
                arguments(Map.of("counts", Map.of("$gt", 1, "$lt", 5)), false),
                arguments(Map.of("due", Map.of("$gte", "2026-06-30T10:00:00Z")), true),
                arguments(Map.of("due", Map.of("$gt", "2026-06-30T10:00:00Z")), false),
                arguments(Map.of("due", Map.of("$lt", "2026-07-01")), true),
                arguments(Map.of("due", "2026-06-30T10:00:00Z"), false),
                arguments(Map.of("team", Map.of("$lt", "2026-07-01")), false),
                arguments(Map.of("team", "people", "year", 1), false),
                arguments(Map.of("$and", List.of(Map.of("team", "people"), Map.of("year", 2026))), true),
                arguments(Map.of("$or", List.of(Map.of("team", "x"), Map.of("year", 2026))), true),
                arguments(Map.of("$or", List.of(Map.of("team", "x"), Map.of("year", 1))), false),
                arguments(Map.of("$not", Map.of("team", "people")), false),
                arguments(Map.of("$not", Map.of("team", "people", "year", 1)), true));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterMatchesWhatItSays(Map<String, Object> json, boolean matches) {
        assertThat(FilterParser.parse(json).matches(DOCUMENT, null)).isEqualTo(matches);
    }

    @Test
    void noFilterMatchesEverything() {
        assertThat(FilterParser.parse(null)).isEqualTo(Filter.ALL);
        assertThat(FilterParser.parse(Map.of())).isEqualTo(Filter.ALL);
        assertThat(Filter.ALL.matches(Metadata.EMPTY, null)).isTrue();
    }

    @Test
    void aFilterTellsEveryFieldItUsesAndAsWhat() {
        Filter filter = FilterParser.parse(Map.of(
                "$or",
                List.of(
                        Map.of("a", "x"),
                        Map.of("$not", Map.of("b", Map.of("$gt", 1))),
                        Map.of("$and", List.of(Map.of("c", true), Map.of("d", Map.of("$lt", "2026-01-01")))),
                        Map.of("e", Map.of("$exists", true)))));

        assertThat(Filter.uses(filter))
                .extracting(Filter.FieldUse::field, use -> List.copyOf(use.anyOf()))
                .containsExactly(
                        tuple("a", List.of(FieldType.STRING)),
                        tuple("b", List.of(FieldType.NUMBER)),
                        tuple("c", List.of(FieldType.BOOLEAN)),
                        tuple("d", List.of(FieldType.DATE)),
                        tuple("e", List.of()));
    }

    @Test
    void aDateIsEqualToItselfHoweverItIsWritten() {
        Filter filter = new Filter.AnyDate("due", List.of(Instant.parse("2026-06-30T10:00:00Z")));

        assertThat(filter.matches(DOCUMENT, null)).isTrue();
        assertThat(new Filter.Not(filter).matches(DOCUMENT, null)).isFalse();
        assertThat(new Filter.AnyDate("team", List.of(Instant.EPOCH)).matches(DOCUMENT, null))
                .isFalse();
        assertThat(filter.matches(new Metadata(Map.of("due", List.of("soon", "2026-06-30 10:00:00"))), null))
                .isTrue();
    }

    @Test
    void aDocumentWithoutALanguageOfItsOwnHasThatOfItsKnowledgeBase() {
        Filter.Language german = new Filter.Language(List.of("de"), false);

        assertThat(german.matches(DOCUMENT, "de")).isTrue();
        assertThat(german.matches(DOCUMENT, "en")).isFalse();
        assertThat(german.matches(DOCUMENT, null)).isFalse();
        assertThat(german.in("de").matches(DOCUMENT, null)).isTrue();
        assertThat(german.in("de").matches(DOCUMENT, "en")).isFalse();
        assertThat(german.in("en").matches(DOCUMENT, null)).isFalse();
        assertThat(german.in(null).matches(DOCUMENT, null)).isFalse();
        assertThat(new Filter.Not(german.in("de")).matches(DOCUMENT, "en")).isTrue();
    }
}
