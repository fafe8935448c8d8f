package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.MetadataDates;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.RandomMetadata;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Filters match in PostgreSQL what they match in memory; as they do in Qdrant, which its own test says. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class FilterSqlTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Test
    void aFilterMatchesInPostgresqlWhatItMatchesInMemory() {
        for (long seed = 1; seed <= 3; seed++) {
            RandomMetadata generator = new RandomMetadata(seed);
            List<Metadata> all = IntStream.range(0, 150)
                    .mapToObj(i -> new Metadata(generator.metadata()))
                    .toList();
            for (int i = 0; i < 150; i++) {
                Map<String, Object> json = generator.filter();
                String about = "seed " + seed + ", filter " + json;
                check(all, FilterParser.parse(json), about);
                check(all, RandomMetadata.typing().type(FilterParser.parse(json)), "typed, " + about);
            }
        }
    }

    @Test
    void aNumberAmongTheKeysIsNoPlaceInAList() {
        List<Metadata> all = List.of(
                new Metadata(Map.of("a", List.of("x", "y"))),
                new Metadata(Map.of("a", Map.of("0", "x"))),
                new Metadata(Map.of("a", Map.of("0", 0.5))));
        check(all, Map.of("a.0", "x"));
        check(all, Map.of("a.0", 0.5));
        check(all, Map.of("a.0", Map.of("$lt", 1)));
        check(all, Map.of("a.0", Map.of("$exists", true)));
        check(all, Map.of("a", "x"));
        check(all, Map.of("a", Map.of("$exists", true)));
    }

    @Test
    void valuesAreNeverPartOfTheStatement() {
        String odd = "'; DROP TABLE document; -- \" \\ $1 %s {} ?";
        List<Metadata> all = List.of(new Metadata(Map.of("a-b", odd)), new Metadata(Map.of("a-b", "x")));
        check(all, Map.of("a-b", odd));
        check(all, Map.of("a-b", Map.of("$nin", List.of(odd, "$2"))));
        assertThat(FilterSql.condition(FilterParser.parse(Map.of("a-b", odd)), Tuple.tuple()))
                .doesNotContain("DROP")
                .doesNotContain("a-b");
    }

    @Test
    void readersMatchInPostgresqlWhatTheyMatchInMemory() {
        List<Metadata> all =
                RandomMetadata.readers().stream().map(Metadata::new).toList();
        for (Filter.ReadableBy readable : RandomMetadata.readable()) {
            check(all, readable, readable.toString());
            check(all, new Filter.Not(readable), "not " + readable);
        }
    }

    @Test
    void theLargestFilterIsTaken() {
        List<Metadata> all = List.of(new Metadata(Map.of("year", 5, "due", "2026-01-01")), new Metadata(Map.of()));
        List<Object> values = IntStream.range(0, FilterParser.MAX_CONDITIONS)
                .<Object>mapToObj(i -> i + 0.5)
                .toList();
        check(all, Map.of("year", Map.of("$nin", values)));
        Map<String, Object> deep = Map.of("year", 5);
        for (int depth = 1; depth < FilterParser.MAX_DEPTH; depth++) {
            deep = Map.of("$not", deep);
        }
        check(all, deep);
        check(all, Map.of());
    }

    @Test
    void anIndexServesEquality() {
        Tuple parameters = Tuple.tuple();
        String condition = FilterSql.condition(
                FilterParser.parse(Map.of("team", "x", "year", Map.of("$in", List.of(1, 2)))), parameters);
        String plan = pool.withConnection(connection -> connection
                        .query("SET enable_seqscan = off")
                        .execute()
                        .chain(() -> connection
                                .preparedQuery("EXPLAIN SELECT FROM document_version v WHERE " + condition)
                                .execute(parameters))
                        .eventually(
                                () -> connection.query("RESET enable_seqscan").execute()))
                .map(rows -> {
                    StringBuilder lines = new StringBuilder();
                    rows.forEach(row -> lines.append(row.getString(0)).append('\n'));
                    return lines.toString();
                })
                .await()
                .atMost(PATIENCE);
        assertThat(plan).contains("document_version_metadata");
    }

    private void check(List<Metadata> all, Map<String, ?> json) {
        check(all, FilterParser.parse(json), json.toString());
    }

    private void check(List<Metadata> all, Filter filter, String about) {
        Set<Integer> expected = IntStream.range(0, all.size())
                .filter(i -> filter.matches(all.get(i), null))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(matched(all, filter)).as(about).isEqualTo(expected);
    }

    private static final String MATCHED = """
            WITH v AS (
                SELECT number - 1 AS i, metadata::jsonb, dates::jsonb
                FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (metadata, dates, number))
            SELECT v.i FROM v WHERE %s
            """;

    private Set<Integer> matched(List<Metadata> all, Filter filter) {
        Tuple parameters = Tuple.tuple()
                .addValue(all.stream()
                        .map(metadata -> new JsonObject(metadata.values()).encode())
                        .toArray(String[]::new))
                .addValue(all.stream()
                        .map(metadata -> new JsonObject(MetadataDates.of(metadata)).encode())
                        .toArray(String[]::new));
        Set<Integer> found = new TreeSet<>();
        for (Row row : pool.preparedQuery(MATCHED.formatted(FilterSql.condition(filter, parameters)))
                .execute(parameters)
                .await()
                .atMost(PATIENCE)) {
            found.add(row.getLong("i").intValue());
        }
        return found;
    }
}
