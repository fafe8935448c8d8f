package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.FieldType;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.points.PointStore.Near;
import dev.lockstep.testing.RandomMetadata;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Filters match in Qdrant what they match in memory, also values that are easily read in two ways; on the same Qdrant as
 * {@link PointStoreContractTest}.
 */
class FilterContractTest {

    private static final int DIMENSION = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static QdrantUnderTest qdrant;

    private final String collection = "contract_" + UUID.randomUUID();
    private final ScopeId kb = KnowledgeBaseId.next().scope();
    private final SplittableRandom random = new SplittableRandom(42);

    @BeforeAll
    static void connect() {
        qdrant = QdrantUnderTest.connect();
    }

    @AfterAll
    static void disconnect() {
        qdrant.close();
    }

    @BeforeEach
    void makeCollection() {
        await(qdrant.collections().create(collection, DIMENSION, deadline()));
    }

    @AfterEach
    void dropCollection() {
        await(qdrant.collections().drop(collection, deadline()));
    }

    /** On a real Qdrant they answer instead of the payload, once they are there. */
    @Test
    void indexesChangeNothing() {
        await(qdrant.indexes()
                .create(collection, PayloadIndex.of(RandomMetadata.typing().schema()), deadline()));
        aFilterMatchesInQdrantWhatItMatchesInMemory();
    }

    @Test
    void onlyWhatIsNotIndexedIsAddedAndOnlyAsMuchAsFits() {
        PayloadIndex year = new PayloadIndex("year", FieldType.NUMBER);
        PayloadIndex due = new PayloadIndex("due", FieldType.DATE);
        PayloadIndex dueAsText = new PayloadIndex("due", FieldType.STRING);
        await(qdrant.indexes().create(collection, List.of(year), deadline()));

        assertThat(add(List.of(year, due), 2)).isEmpty();
        assertThat(add(List.of(year, due, dueAsText), 2)).containsExactly(dueAsText);
        assertThat(add(List.of(dueAsText, new PayloadIndex("due", FieldType.BOOLEAN)), 3))
                .isEmpty();
        assertThat(add(List.of(new PayloadIndex("year", FieldType.STRING)), 3)).isEmpty();
    }

    private List<PayloadIndex> add(List<PayloadIndex> wanted, int most) {
        return await(qdrant.indexes().add(collection, wanted, most, deadline()));
    }

    @Test
    void aFilterMatchesInQdrantWhatItMatchesInMemory() {
        for (long seed = 1; seed <= 3; seed++) {
            RandomMetadata generator = new RandomMetadata(seed);
            List<Point> points = IntStream.range(0, 150)
                    .mapToObj(i -> point(new Metadata(generator.metadata())))
                    .toList();
            upsert(points);
            for (int i = 0; i < 150; i++) {
                Map<String, Object> json = generator.filter();
                checkFilter(points, json, seed);
                checkFilter(points, RandomMetadata.typing().type(FilterParser.parse(json)), json, seed);
            }
            delete(points);
        }
    }

    private void checkFilter(List<Point> points, Map<String, Object> json, long seed) {
        checkFilter(points, FilterParser.parse(json), json, seed);
    }

    private void checkFilter(List<Point> points, Filter filter, Map<String, Object> json, long seed) {
        Set<Metadata> found = nearest(embedding(), filter, points.size()).stream()
                .map(near -> metadataOf(points, near.id()))
                .collect(Collectors.toCollection(HashSet::new));
        Set<Metadata> expected = points.stream()
                .map(Point::metadata)
                .filter(metadata -> filter.matches(metadata, null))
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(found).as("seed %d, filter %s", seed, json).isEqualTo(expected);
    }

    private static Metadata metadataOf(List<Point> points, PointId id) {
        return points.stream()
                .filter(point -> point.id().equals(id))
                .findFirst()
                .orElseThrow()
                .metadata();
    }

    @Test
    void anOddDateIsTheSameDateOrNoneInBoth() {
        List<Point> points = List.of(
                        "2026-01-01",
                        "2026-1-1",
                        "2026-13-01",
                        "2026-02-30",
                        "20260101",
                        "2026-01-01T",
                        "2026-01-01T10",
                        "2026-01-01T10:00",
                        "2026-01-01 10:00",
                        "2026-01-01T10:00Z",
                        "2026-01-01T10:00:00z",
                        "2026-01-01t10:00:00Z",
                        "2026-01-01T10:00:00+01:00",
                        "2026-01-01T10:00:00+0100",
                        "2026-01-01T10:00:00+01",
                        "2026-01-01T10:00:00-23:59",
                        "2026-01-01T24:00:00",
                        "2026-01-01T10:00:60Z",
                        "2026-01-01T10:00:00.1Z",
                        "2026-01-01T10:00:00.123456789Z",
                        "2026-01-01T10:00:00,5Z",
                        "0001-01-01",
                        "9999-12-31T23:59:59Z",
                        "+12026-01-01",
                        "-2026-01-01",
                        "2026-01-01T10:00:00 Z",
                        " 2026-01-01",
                        "2026-01-01 ",
                        "tomorrow",
                        "2026-01-01T10:00:00Europe")
                .stream()
                .map(date -> point(new Metadata(Map.of("due", date))))
                .toList();
        upsert(points);

        checkFilter(points, Map.of("due", Map.of("$gte", "0001-01-01")), 0);
        checkFilter(points, Map.of("due", Map.of("$gt", "2026-01-01T09:00:00Z")), 0);
        checkFilter(points, Map.of("due", Map.of("$lte", "2026-01-01T09:00:00Z")), 0);
    }

    @Test
    void readersMatchInQdrantWhatTheyMatchInMemory() {
        checkReaders();
        await(qdrant.indexes()
                .create(
                        collection,
                        PayloadIndex.serving(RandomMetadata.readable().get(0)),
                        deadline()));
        checkReaders();
    }

    private void checkReaders() {
        List<Point> points = RandomMetadata.readers().stream()
                .map(metadata -> point(new Metadata(metadata)))
                .toList();
        upsert(points);
        for (Filter.ReadableBy readable : RandomMetadata.readable()) {
            checkFilter(points, readable, Map.of("readable", readable.toString()), 0);
            checkFilter(points, new Filter.Not(readable), Map.of("not readable", readable.toString()), 0);
        }
        delete(points);
    }

    @Test
    void theDeepestFilterIsTaken() {
        List<Point> points =
                List.of(point(new Metadata(Map.of("year", 5, "team", "a"))), point(new Metadata(Map.of("year", 500))));
        upsert(points);

        Map<String, Object> filter = Map.of("year", 5, "team", Map.of("$ne", "b"));
        for (int depth = 2; depth < FilterParser.MAX_DEPTH; depth++) {
            filter = Map.of("$not", filter, "year", Map.of("$lt", 100));
        }
        checkFilter(points, Map.of("$or", List.of(filter)), 0);
        checkFilter(points, Map.of("$not", filter), 0);
    }

    @Test
    void theLargestFilterIsTaken() {
        List<Point> points =
                List.of(point(new Metadata(Map.of("year", 5, "team", "a"))), point(new Metadata(Map.of("year", 500))));
        upsert(points);

        int most = FilterParser.MAX_CONDITIONS;
        checkFilter(points, Map.of("$or", filters(most - 1, i -> Map.of("year", Map.of("$ne", i)))), 0);
        checkFilter(points, Map.of("$and", filters(most - 1, i -> Map.of("team", Map.of("$exists", i > 0)))), 0);
        checkFilter(points, Map.of("$or", filters(most / 2 - 1, i -> Map.of("$not", Map.of("year", i)))), 0);
        checkFilter(
                points,
                Map.of("year", Map.of("$nin", IntStream.range(0, most).boxed().toList())),
                0);
    }

    private static List<Map<String, Object>> filters(int count, IntFunction<Map<String, Object>> filter) {
        return IntStream.range(0, count).mapToObj(filter).toList();
    }

    @Test
    void equallyNearPointsAllAreFound() {
        Embedding same = embedding();
        List<Point> points = IntStream.range(0, 20)
                .mapToObj(i -> point(kb, UnitOfWorkId.next(), same, Metadata.EMPTY))
                .toList();
        upsert(points);

        assertThat(nearest(same, Filter.ALL, 20).stream().map(Near::id)).hasSameElementsAs(ids(points));
    }

    private static PointStore store() {
        return qdrant.store();
    }

    private void upsert(List<Point> points) {
        await(store().upsert(collection, points, Acknowledgement.VISIBLE, deadline()));
    }

    private void delete(List<Point> points) {
        await(store().delete(collection, ids(points), deadline()));
    }

    private List<Near> nearest(Embedding query, Filter filter, int limit) {
        return await(store().nearest(collection, kb, query, filter, limit, null, deadline()));
    }

    private static Set<PointId> ids(List<Point> points) {
        return points.stream().map(Point::id).collect(Collectors.toCollection(HashSet::new));
    }

    private Point point(Metadata metadata) {
        return point(kb, UnitOfWorkId.next(), embedding(), metadata);
    }

    private static Point point(ScopeId scope, UnitOfWorkId unitOfWork, Embedding embedding, Metadata metadata) {
        return new Point(
                PointId.next(),
                Tenant.DEFAULT,
                "contract",
                scope,
                DocumentId.next().owner(),
                1,
                unitOfWork,
                embedding,
                SparseVector.EMPTY,
                metadata);
    }

    /** Of unit length, as the model makes them. */
    private Embedding embedding() {
        float[] vector = new float[DIMENSION];
        double length = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (random.nextDouble() * 2 - 1);
            length += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return new Embedding(vector);
    }

    private static Deadline deadline() {
        return Deadline.in(PATIENCE);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    @Test
    void languagesMatchInQdrantWhatTheyMatchInMemory() {
        List<Point> points =
                Stream.of("de", "en", "und", null).map(this::pointInLanguage).toList();
        upsert(points);

        for (int index = 0; index < 2; index++) {
            for (boolean orOfKnowledgeBase : List.of(true, false)) {
                for (List<String> codes : List.of(List.of("de"), List.of("de", "und"), List.of("fr"))) {
                    Filter filter = new Filter.Language(codes, orOfKnowledgeBase);
                    checkLanguages(points, filter);
                    checkLanguages(points, new Filter.Not(filter));
                }
            }
            await(qdrant.indexes()
                    .create(collection, List.of(new PayloadIndex(Filter.LANGUAGE, FieldType.STRING)), deadline()));
        }
    }

    private void checkLanguages(List<Point> points, Filter filter) {
        Set<PointId> expected = ids(points.stream()
                .filter(point -> filter.matches(point.metadata(), point.language()))
                .toList());
        assertThat(nearest(embedding(), filter, points.size()).stream()
                        .map(Near::id)
                        .collect(Collectors.toSet()))
                .as(filter.toString())
                .isEqualTo(expected);
    }

    private Point pointInLanguage(String language) {
        Point one = point(Metadata.EMPTY);
        return new Point(
                one.id(),
                one.tenant(),
                one.collection(),
                one.scope(),
                one.owner(),
                one.version(),
                one.unitOfWork(),
                one.embedding(),
                one.lexical(),
                one.metadata(),
                language);
    }
}
