package dev.lockstep.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.points.PointStore.Near;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.RandomMetadata;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/**
 * What the point store needs of a Qdrant. Runs against an embedded one, or with {@code -Dlockstep.test.qdrant=host:port}
 * against the real one there: both must pass.
 */
class PointStoreContractTest {

    private static final int DIMENSION = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static QdrantUnderTest qdrant;

    private final String collection = "contract_" + UUID.randomUUID();
    private final KnowledgeBaseId kb = KnowledgeBaseId.next();
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

    @Test
    void aCollectionCanBeMadeTwiceAndKeepsItsPoints() {
        Point point = point(Metadata.EMPTY);
        upsert(List.of(point));

        await(qdrant.collections().create(collection, DIMENSION, deadline()));

        assertThat(visible(List.of(point))).containsExactly(point.id());
    }

    @Test
    void aCollectionCanBeDroppedTwice() {
        await(qdrant.collections().drop(collection, deadline()));
        await(qdrant.collections().drop(collection, deadline()));

        assertThat(await(store().count(collection, kb, deadline()))).isZero();
    }

    @Test
    void whatIsUpsertedAsVisibleIsThereAtOnce() {
        List<Point> points = points(300, kb);
        upsert(points);

        assertThat(visible(points)).isEqualTo(ids(points));
        assertThat(await(store().count(collection, kb, deadline()))).isEqualTo(300);
    }

    @Test
    void whatIsUpsertedAsLoggedIsThereSoon() {
        List<Point> points = points(300, kb);
        await(store().upsert(collection, points, Acknowledgement.LOGGED, deadline()));

        Eventually.holds(() -> assertThat(visible(points)).isEqualTo(ids(points)));
    }

    @Test
    void anUpsertMayBeRepeated() {
        List<Point> points = points(10, kb);
        upsert(points);
        upsert(points);

        assertThat(await(store().count(collection, kb, deadline()))).isEqualTo(10);
    }

    @Test
    void nothingToUpsertOrDeleteIsFine() {
        upsert(List.of());
        delete(List.of());

        assertThat(visible(List.of())).isEmpty();
    }

    @Test
    void onlyWhatIsThereIsVisible() {
        List<Point> points = points(10, kb);
        upsert(points.subList(0, 5));

        assertThat(visible(points)).isEqualTo(ids(points.subList(0, 5)));
    }

    @Test
    void whatIsDeletedIsGoneAtOnceAndTheRestStays() {
        List<Point> points = points(1_500, kb);
        upsert(points);

        delete(points.subList(0, 1_200));

        assertThat(visible(points)).isEqualTo(ids(points.subList(1_200, 1_500)));
    }

    @Test
    void deletingPointsThatAreNotThereIsFine() {
        Point stays = point(Metadata.EMPTY);
        upsert(List.of(stays));

        delete(points(3, kb));
        delete(points(3, kb));

        assertThat(visible(List.of(stays))).containsExactly(stays.id());
    }

    @Test
    void theNearestComeFirstWithTheirCosine() {
        List<Point> points = points(200, kb);
        upsert(points);
        Embedding query = embedding();

        List<Near> near = nearest(query, Filter.ALL, 50, null);

        assertThat(near).hasSize(50);
        assertThat(near.stream().map(Near::score).toList()).isSortedAccordingTo(Collections.reverseOrder());
        Map<PointId, Float> expected =
                points.stream().collect(Collectors.toMap(Point::id, point -> query.dot(point.embedding())));
        near.forEach(hit -> assertThat(hit.score()).isCloseTo(expected.get(hit.id()), within(1e-5f)));
        float last = near.get(49).score();
        assertThat(expected.values().stream().filter(score -> score > last + 1e-5f))
                .hasSizeLessThanOrEqualTo(49);
    }

    @Test
    void aThresholdLeavesOutWhatIsFarther() {
        List<Point> points = points(200, kb);
        upsert(points);
        Embedding query = embedding();

        List<Near> near = nearest(query, Filter.ALL, 200, 0.3f);

        long expected = points.stream()
                .filter(point -> query.dot(point.embedding()) >= 0.3f)
                .count();
        assertThat(near).hasSize((int) expected).isNotEmpty().hasSizeLessThan(200);
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
            }
            delete(points);
        }
    }

    private void checkFilter(List<Point> points, Map<String, Object> json, long seed) {
        Filter filter = FilterParser.parse(json);
        Set<Metadata> found = nearest(embedding(), filter, points.size(), null).stream()
                .map(near -> metadataOf(points, near.id()))
                .collect(Collectors.toCollection(HashSet::new));
        Set<Metadata> expected = points.stream()
                .map(Point::metadata)
                .filter(filter::matches)
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

        assertThat(nearest(same, Filter.ALL, 20, null).stream().map(Near::id)).hasSameElementsAs(ids(points));
    }

    @Test
    void knowledgeBasesInOneCollectionDoNotSeeEachOther() {
        KnowledgeBaseId other = KnowledgeBaseId.next();
        List<Point> mine = points(20, kb);
        List<Point> theirs = points(30, other);
        upsert(mine);
        upsert(theirs);

        assertThat(nearest(embedding(), Filter.ALL, 100, null).stream().map(Near::id))
                .hasSameElementsAs(ids(mine));
        assertThat(nearest(embedding(), FilterParser.parse(Map.of("x", Map.of("$ne", 1))), 100, null))
                .hasSize(20);
        assertThat(await(store().count(collection, kb, deadline()))).isEqualTo(20);
        assertThat(await(store().count(collection, other, deadline()))).isEqualTo(30);
        assertThat(await(store().ofKnowledgeBase(collection, other, deadline())))
                .hasSameElementsAs(ids(theirs));
    }

    @Test
    void aScrollReadsAllPagesInOrder() {
        UnitOfWorkId large = UnitOfWorkId.next();
        List<Point> points = IntStream.range(0, 2_345)
                .mapToObj(i -> point(kb, large, embedding(), Metadata.EMPTY))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Point> others = points(10, kb);
        upsert(points);
        upsert(others);

        List<PointId> scrolled = await(store().ofUnitOfWork(collection, large, deadline()));
        assertThat(scrolled).doesNotHaveDuplicates().hasSize(2_345).isSorted();
        assertThat(new HashSet<>(scrolled)).isEqualTo(ids(points));
        assertThat(await(store().ofKnowledgeBase(collection, kb, deadline()))).hasSize(2_355);
        assertThat(await(store().ofUnitOfWork(collection, UnitOfWorkId.next(), deadline())))
                .isEmpty();
    }

    @Test
    void aMissingCollectionHasNothingToDeleteFindOrCount() {
        String missing = "missing_" + UUID.randomUUID();
        Point point = point(Metadata.EMPTY);

        await(store().delete(missing, List.of(point.id()), deadline()));
        assertThat(await(store().visible(missing, List.of(point.id()), deadline())))
                .isEmpty();
        assertThat(await(store().ofKnowledgeBase(missing, kb, deadline()))).isEmpty();
        assertThat(await(store().ofUnitOfWork(missing, point.unitOfWork(), deadline())))
                .isEmpty();
        assertThat(await(store().count(missing, kb, deadline()))).isZero();
    }

    @Test
    void aMissingCollectionCanNeitherBeWrittenNorSearched() {
        String missing = "missing_" + UUID.randomUUID();

        assertRejected(store().upsert(missing, points(1, kb), Acknowledgement.VISIBLE, deadline()), missing);
        assertRejected(store().nearest(missing, kb, embedding(), Filter.ALL, 1, null, deadline()), missing);
    }

    @Test
    void aVectorOfAnotherDimensionIsRefusedAndNothingIsWritten() {
        Point wrong = point(kb, UnitOfWorkId.next(), new Embedding(new float[] {1, 0, 0}), Metadata.EMPTY);

        assertRejected(store().upsert(collection, List.of(wrong), Acknowledgement.VISIBLE, deadline()), "dim");
        assertRejected(
                store().nearest(collection, kb, new Embedding(new float[] {1, 0, 0}), Filter.ALL, 1, null, deadline()),
                "dim");
        assertThat(visible(List.of(wrong))).isEmpty();
    }

    private static void assertRejected(Uni<?> call, String inMessage) {
        assertThatThrownBy(() -> await(call))
                .isInstanceOf(Inconsistent.class)
                .hasMessageContaining(inMessage)
                .extracting(failure -> ((KnowledgeException) failure).code())
                .isEqualTo(ErrorCode.POINTS_REJECTED);
    }

    @Test
    void withoutTimeLeftNothingIsAsked() {
        Point point = point(Metadata.EMPTY);
        Deadline passed = Deadline.in(Duration.ZERO);

        assertThatThrownBy(() -> await(store().upsert(collection, List.of(point), Acknowledgement.VISIBLE, passed)))
                .isInstanceOf(Unavailable.class)
                .extracting(failure -> ((KnowledgeException) failure).code())
                .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(visible(List.of(point))).isEmpty();
    }

    @Test
    void theServerSaysWhichVersionItIs() {
        assertThat(await(store().ping(deadline()))).matches("\\d+\\.\\d+.*");
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

    private Set<PointId> visible(List<Point> points) {
        return await(store().visible(collection, ids(points), deadline()));
    }

    private List<Near> nearest(Embedding query, Filter filter, int limit, Float threshold) {
        return await(store().nearest(collection, kb, query, filter, limit, threshold, deadline()));
    }

    private static Set<PointId> ids(List<Point> points) {
        return points.stream().map(Point::id).collect(Collectors.toCollection(HashSet::new));
    }

    private List<Point> points(int count, KnowledgeBaseId knowledgeBase) {
        UnitOfWorkId unitOfWork = UnitOfWorkId.next();
        return IntStream.range(0, count)
                .mapToObj(i -> point(knowledgeBase, unitOfWork, embedding(), Metadata.EMPTY))
                .toList();
    }

    private Point point(Metadata metadata) {
        return point(kb, UnitOfWorkId.next(), embedding(), metadata);
    }

    private static Point point(
            KnowledgeBaseId knowledgeBase, UnitOfWorkId unitOfWork, Embedding embedding, Metadata metadata) {
        return new Point(
                PointId.next(), Tenant.DEFAULT, knowledgeBase, DocumentId.next(), 1, unitOfWork, embedding, metadata);
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
}
