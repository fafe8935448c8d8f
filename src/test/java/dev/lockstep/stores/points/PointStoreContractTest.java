package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.stores.points.PointStore.Near;
import dev.lockstep.testing.Eventually;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the point store promises, on whichever Qdrant it talks to: the embedded one, or with
 * {@code -Dlockstep.test.qdrant=host:port} (the gRPC port) a real one.
 */
class PointStoreContractTest {

    private static final int DIMENSION = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static EmbeddedQdrant embedded;
    private static QdrantConnection connection;
    private static PointStore points;
    private static PointCollections collections;

    private final SplittableRandom random = new SplittableRandom(42);
    private final String collection = "contract_" + UUID.randomUUID();
    private final ScopeId scope = KnowledgeBaseId.next().scope();
    private final UnitOfWorkId unitOfWork = UnitOfWorkId.next();

    @BeforeAll
    static void connect() {
        String address = System.getProperty("lockstep.test.qdrant", "");
        if (address.isEmpty()) {
            embedded = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(
                    Path.of("target", "contract-qdrant", UUID.randomUUID().toString())));
            address = "127.0.0.1:" + embedded.port();
            System.out.println("contract of the point store: on the embedded Qdrant; -Dlockstep.test.qdrant=host:port"
                    + " runs it on a real one");
        } else {
            System.out.println("contract of the point store: on the Qdrant at " + address);
        }
        ContractSettings settings = new ContractSettings(URI.create("http://" + address));
        connection = new QdrantConnection(settings, new Unguarded());
        points = new PointStore(connection, settings);
        collections = new PointCollections(connection, settings);
    }

    @AfterAll
    static void disconnect() {
        connection.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    @BeforeEach
    void createCollection() {
        done(collections.create(collection, DIMENSION, deadline()));
    }

    @AfterEach
    void dropCollection() {
        done(collections.drop(collection, deadline()));
    }

    @Test
    void creatingAgainAndDroppingAgainDoNothing() {
        done(collections.create(collection, DIMENSION, deadline()));
        write(point(scope, Metadata.EMPTY));

        done(collections.create(collection, DIMENSION, deadline()));

        assertThat(get(points.count(collection, scope, deadline()))).isEqualTo(1);
        done(collections.drop(collection, deadline()));
        done(collections.drop(collection, deadline()));
        assertThat(get(points.count(collection, scope, deadline()))).isZero();
    }

    @Test
    void confirmedPointsAreVisibleAtOnceAndLoggedOnesSoon() {
        Point confirmed = point(scope, Metadata.EMPTY);
        Point logged = point(scope, Metadata.EMPTY);

        done(points.upsert(collection, List.of(confirmed), Acknowledgement.VISIBLE, deadline()));
        assertThat(visible(confirmed)).containsExactly(confirmed.id());

        done(points.upsert(collection, List.of(logged), Acknowledgement.LOGGED, deadline()));
        Eventually.holds(() -> assertThat(visible(confirmed, logged)).hasSize(2));
    }

    @Test
    void writingTheSamePointAgainReplacesIt() {
        Point first = point(scope, Metadata.EMPTY);
        Point again = new Point(
                first.id(),
                Tenant.DEFAULT,
                collection,
                scope,
                first.owner(),
                2,
                unitOfWork,
                vector(),
                SparseVector.EMPTY,
                new Metadata(Map.of("colour", "red")));
        write(first);
        write(again);

        assertThat(get(points.count(collection, scope, deadline()))).isEqualTo(1);
        List<Near> near = nearest(again.embedding(), FilterParser.parse(Map.of("colour", "red")), 5);
        assertThat(near).hasSize(1);
        assertThat(near.get(0).score()).isBetween(0.9999f, 1.0001f);
    }

    @Test
    void nearestAreOrderedByTheCosineThatWeComputeOurselves() {
        List<Point> all = points(200);
        write(all);
        Embedding query = vector();

        List<Near> near = nearest(query, Filter.ALL, 20);

        List<PointId> expected = all.stream()
                .sorted(Comparator.comparing((Point point) -> -query.dot(point.embedding())))
                .limit(20)
                .map(Point::id)
                .toList();
        assertThat(near.stream().map(Near::id)).containsExactlyElementsOf(expected);
        Map<PointId, Point> byId = all.stream().collect(Collectors.toMap(Point::id, point -> point));
        assertThat(near).allSatisfy(hit -> assertThat((double) hit.score())
                .isCloseTo(query.dot(byId.get(hit.id()).embedding()), Offset.offset(1e-5)));
    }

    @Test
    void aThresholdCutsWhatIsBelowIt() {
        write(points(100));

        List<Near> near = get(points.nearest(collection, scope, vector(), Filter.ALL, 100, 0.3f, deadline()));

        assertThat(near).isNotEmpty().hasSizeLessThan(100).allMatch(hit -> hit.score() >= 0.3f);
    }

    @Test
    void knowledgeBasesInOneCollectionDoNotSeeEachOther() {
        ScopeId other = KnowledgeBaseId.next().scope();
        Point ours = point(scope, Metadata.EMPTY);
        Point theirs = point(other, Metadata.EMPTY);
        write(List.of(ours, theirs));

        assertThat(nearest(theirs.embedding(), Filter.ALL, 10).stream().map(Near::id))
                .containsExactly(ours.id());
        assertThat(get(points.count(collection, other, deadline()))).isEqualTo(1);
        assertThat(get(points.ofScope(collection, other, deadline()))).containsExactly(theirs.id());
    }

    @Test
    void deletingReturnsWhenThePointsAreGoneAndAbsentOnesDoNotMatter() {
        Point kept = point(scope, Metadata.EMPTY);
        Point gone = point(scope, Metadata.EMPTY);
        write(List.of(kept, gone));

        done(points.delete(collection, List.of(gone.id(), PointId.next()), deadline()));

        assertThat(visible(kept, gone)).containsExactly(kept.id());
    }

    @Test
    void moreThanAPageOfPointsOfAUnitOfWorkIsFoundAndDeleted() {
        List<Point> all = points(2_300);
        write(all);

        List<PointId> found = get(points.ofUnitOfWork(collection, unitOfWork, deadline()));

        assertThat(found)
                .hasSize(all.size())
                .containsExactlyInAnyOrderElementsOf(all.stream().map(Point::id).toList());
        assertThat(get(points.ofUnitOfWork(collection, UnitOfWorkId.next(), deadline())))
                .isEmpty();
        done(points.delete(collection, found, deadline()));
        assertThat(get(points.count(collection, scope, deadline()))).isZero();
    }

    @Test
    void aMissingCollectionHasNothingToDeleteOrFindAndCanNotBeWritten() {
        String missing = "contract_missing_" + UUID.randomUUID();
        Point point = point(scope, Metadata.EMPTY);

        done(points.delete(missing, List.of(point.id()), deadline()));
        assertThat(get(points.visible(missing, List.of(point.id()), deadline())))
                .isEmpty();
        assertThat(get(points.ofUnitOfWork(missing, unitOfWork, deadline()))).isEmpty();
        assertThatThrownBy(() -> done(points.upsert(missing, List.of(point), Acknowledgement.LOGGED, deadline())))
                .isInstanceOfSatisfying(
                        Inconsistent.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.POINTS_REJECTED));
        assertThatThrownBy(() -> get(points.nearest(missing, scope, vector(), Filter.ALL, 1, null, deadline())))
                .isInstanceOf(Inconsistent.class)
                .hasMessageContaining(missing);
    }

    @Test
    void aVectorOfAnotherDimensionIsRefusedAndNothingIsWritten() {
        Point good = point(scope, Metadata.EMPTY);
        Point wrong = new Point(
                PointId.next(),
                Tenant.DEFAULT,
                collection,
                scope,
                DocumentId.next().owner(),
                1,
                unitOfWork,
                new Embedding(new float[] {1, 0, 0}),
                SparseVector.EMPTY,
                Metadata.EMPTY);

        assertThatThrownBy(() ->
                        done(points.upsert(collection, List.of(good, wrong), Acknowledgement.VISIBLE, deadline())))
                .isInstanceOfSatisfying(
                        Inconsistent.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.POINTS_REJECTED));
        assertThat(visible(good, wrong)).isEmpty();
    }

    @Test
    void aDeadlineThatHasPassedIsNotEvenAsked() {
        Deadline passed = new Deadline(System.nanoTime() - 1);

        assertThatThrownBy(() -> get(points.count(collection, scope, passed)))
                .isInstanceOfSatisfying(
                        Unavailable.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        ContractSettings nowhere = new ContractSettings(URI.create("http://127.0.0.1:1"));
        QdrantConnection broken = new QdrantConnection(nowhere, new Unguarded());
        try {
            assertThatThrownBy(() -> get(new PointStore(broken, nowhere).ping(deadline())))
                    .isInstanceOf(Unavailable.class);
        } finally {
            broken.close();
        }
    }

    private Point point(ScopeId of, Metadata metadata) {
        return new Point(
                PointId.next(),
                Tenant.DEFAULT,
                collection,
                of,
                DocumentId.next().owner(),
                1,
                unitOfWork,
                vector(),
                SparseVector.EMPTY,
                metadata);
    }

    private Embedding vector() {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (random.nextDouble() - 0.5);
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return new Embedding(vector);
    }

    private void write(Point point) {
        done(points.upsert(collection, List.of(point), Acknowledgement.VISIBLE, deadline()));
    }

    private void write(List<Point> all) {
        done(points.upsert(collection, all, Acknowledgement.VISIBLE, deadline()));
    }

    private List<Point> points(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> point(scope, Metadata.EMPTY))
                .toList();
    }

    private List<Near> nearest(Embedding query, Filter filter, int limit) {
        return get(points.nearest(collection, scope, query, filter, limit, null, deadline()));
    }

    private Set<PointId> visible(Point... asked) {
        return get(points.visible(
                collection, List.of(asked).stream().map(Point::id).toList(), deadline()));
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private static void done(Uni<Void> uni) {
        uni.await().atMost(PATIENCE);
    }
}
