package dev.lockstep.domain;

import dev.lockstep.domain.MetadataSchema.Additional;
import dev.lockstep.domain.MetadataSchema.Field;
import dev.lockstep.domain.MetadataSchema.Presence;
import dev.lockstep.domain.MetadataSchema.Shape;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MetadataSchemaTest {

    private static final Map<String, Field> FIELDS = Map.of(
            "year", new Field(FieldType.NUMBER, Shape.SINGLE, Presence.REQUIRED),
            "due", new Field(FieldType.DATE, Shape.SINGLE, Presence.OPTIONAL),
            "open", new Field(FieldType.BOOLEAN, Shape.SINGLE, Presence.OPTIONAL),
            "tags", new Field(FieldType.STRING, Shape.LIST, Presence.OPTIONAL),
            "author.name", new Field(FieldType.STRING, Shape.SINGLE, Presence.OPTIONAL));

    private static final MetadataSchema STRICT = new MetadataSchema(FIELDS, Additional.REFUSE);
    private static final MetadataSchema LENIENT = new MetadataSchema(FIELDS, Additional.ALLOW);

    @Test
    void whatIsDeclaredIsTaken() {
        assertThatNoException()
                .isThrownBy(() -> STRICT.check(new Metadata(Map.of(
                        "year",
                        2026,
                        "due",
                        "2026-01-01T00:00:00+02:00",
                        "open",
                        false,
                        "tags",
                        List.of("a", "b"),
                        "author",
                        Map.of("name", "Ada")))));
        assertThatNoException()
                .isThrownBy(
                        () -> STRICT.check(new Metadata(Map.of("year", 0.5, "tags", List.of(), "author", Map.of()))));
    }

    static List<Arguments> wrong() {
        return List.of(
                arguments("year", "2026", "must be a number, not '2026'"),
                arguments("year", true, "must be a number, not true"),
                arguments("year", List.of(2026), "must be a number, not a list with 2026"),
                arguments("year", Map.of("n", 1), "must be a number, not an object"),
                arguments("due", "tomorrow", "must be a date (RFC 3339), not 'tomorrow'"),
                arguments("due", 2026, "must be a date"),
                arguments("open", "true", "must be true or false, not 'true'"),
                arguments("tags", "a", "must be a list of strings, not 'a'"),
                arguments("tags", List.of("a", 1), "must be a list of strings, not a list with 'a'"),
                arguments("author", "Ada", "must be an object, since fields in it are declared, not 'Ada'"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatDoesNotFitIsRefusedByName(String field, Object value, String what) {
        Map<String, Object> metadata = new HashMap<>(Map.of("year", 2026));
        metadata.put(field, value);
        for (MetadataSchema schema : List.of(STRICT, LENIENT)) {
            refused(schema, metadata, "metadata '" + field + "' " + what);
        }
    }

    @Test
    void whatIsRequiredMustBeThere() {
        refused(STRICT, Map.of(), "'year' is missing: the schema requires a number");
        refused(LENIENT, Map.of("other", 1), "'year' is missing");
        MetadataSchema tagged = new MetadataSchema(
                Map.of("tags", new Field(FieldType.STRING, Shape.LIST, Presence.REQUIRED)), Additional.REFUSE);
        refused(tagged, Map.of("tags", List.of()), "'tags' is missing: the schema requires a list of strings");
    }

    @Test
    void whatIsNotDeclaredIsRefusedUnlessAllowed() {
        for (Object value : List.of("x", List.of(), Map.of(), Map.of("name", 1))) {
            Map<String, Object> metadata = Map.of("year", 1, "yaer", value);
            refused(STRICT, metadata, "'yaer' is not declared; the schema has author.name, due, open, tags, year");
            assertThatNoException().isThrownBy(() -> LENIENT.check(new Metadata(metadata)));
        }
        refused(STRICT, Map.of("year", 1, "author", Map.of("age", 36)), "'author.age' is not declared");
    }

    private static void refused(MetadataSchema schema, Map<String, Object> metadata, String message) {
        assertThatThrownBy(() -> schema.check(new Metadata(metadata)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSchemaMustNameFieldsThatMetadataCanHave() {
        SchemaRules rules = new SchemaRules(3, 2);
        assertThat(rules.accept(declaring("a", "b.c"))).isNotNull();
        assertThatThrownBy(() -> rules.accept(declaring("a", "b", "c", "d")))
                .hasMessageContaining("has 4 fields; at most 3");
        assertThatThrownBy(() -> rules.accept(declaring("a.b.c"))).hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> rules.accept(declaring("a", "a.b")))
                .hasMessageContaining("the object that 'a.b' is in");
        assertThat(rules.accept(declaring("a", "ab.c"))).isNotNull();
        for (String name : List.of("", "a b", "$a", "a..b", "a.")) {
            assertThatThrownBy(() -> rules.accept(declaring(name))).hasMessageContaining("is not a field name");
        }
    }

    private static MetadataSchema declaring(String... names) {
        Map<String, Field> fields = IntStream.range(0, names.length)
                .boxed()
                .collect(Collectors.toMap(i -> names[i], i -> FIELDS.get("year")));
        return new MetadataSchema(fields, Additional.REFUSE);
    }

    @Test
    void aDeclaredTypeSaysWhatAFilterMeans() {
        assertThat(typed(STRICT, Map.of("due", "2026-01-01T02:00:00+02:00")))
                .isEqualTo(new Filter.AnyDate("due", List.of(Instant.parse("2026-01-01T00:00:00Z"))));
        assertThat(typed(STRICT, Map.of("due", Map.of("$nin", List.of("2026-01-01", "2026-01-01T00:00:00Z")))))
                .isEqualTo(new Filter.Not(new Filter.AnyDate("due", List.of(Instant.parse("2026-01-01T00:00:00Z")))));
        for (Map<String, ?> unchanged : List.of(
                Map.of("year", 2026),
                Map.of("due", Map.of("$lt", "2026-01-01")),
                Map.of("due", Map.of("$exists", false)),
                Map.of("$or", List.of(Map.of("tags", "a"), Map.of("author.name", Map.of("$ne", "Ada")))))) {
            assertThat(typed(STRICT, unchanged)).isEqualTo(FilterParser.parse(unchanged));
        }
    }

    @Test
    void whatADeclaredTypeCanNotBeComparedWithIsRefused() {
        for (Map<String, ?> filter : List.<Map<String, ?>>of(
                Map.of("year", "2026"),
                Map.of("year", Map.of("$gt", "2026-01-01")),
                Map.of("year", Map.of("$in", List.of(2026, "2027"))),
                Map.of("due", "tomorrow"),
                Map.of("due", 2026),
                Map.of("due", Map.of("$gt", 2026)),
                Map.of("tags", Map.of("$gt", "2026-01-01")),
                Map.of("$not", Map.of("open", "true")))) {
            assertThatThrownBy(() -> typed(STRICT, filter))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("the metadata schema declares");
        }
    }

    @Test
    void aFilterOnAnUndeclaredFieldNeedsASchemaThatAllowsAndADocumentThatHasIt() {
        assertThatThrownBy(() -> typed(STRICT, Map.of("known", 1))).hasMessageContaining("no field 'known'");
        assertThat(typed(LENIENT, Map.of("known", 1))).isNotNull();
        assertThatThrownBy(() -> typed(LENIENT, Map.of("known", "x"))).hasMessageContaining("holds number");
        assertThatThrownBy(() -> typed(LENIENT, Map.of("other", 1))).hasMessageContaining("'other'; known are known");
    }

    private static Filter typed(MetadataSchema schema, Map<String, ?> filter) {
        KnownFields others = new KnownFields(Map.of("known", Set.of(FieldType.NUMBER)));
        return new FilterTyping(schema, others).type(FilterParser.parse(filter));
    }
}
