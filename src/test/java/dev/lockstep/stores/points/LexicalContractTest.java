package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.points.PointStore.Near;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The lexical leg, on whichever Qdrant the contract is tested on. */
class LexicalContractTest {

    private static final int TEA = 7;
    /** Above the signed range. */
    private static final int CUP = -7;

    private static final int POT = 9;

    private static QdrantUnderTest qdrant;

    private final String collection = "lexical_" + UUID.randomUUID();
    private final ScopeId scope = KnowledgeBaseId.next().scope();

    @BeforeAll
    static void connect() {
        qdrant = QdrantUnderTest.connect();
    }

    @AfterAll
    static void disconnect() {
        qdrant.close();
    }

    @BeforeEach
    void createCollection() {
        get(qdrant.collections().create(collection, 2, deadline()));
    }

    @Test
    void aScoreIsTheSumOfTheSharedWeightsTimesTheRarityOfTheirTerms() {
        Point both = point(scope, terms(TEA, 2f, CUP, 0.5f));
        Point tea = point(scope, terms(TEA, 1f, POT, 1f));
        write(both, tea, point(scope, SparseVector.EMPTY));

        List<Near> found = lexical(terms(TEA, 1f, CUP, 3f));

        float ofTea = idf(2, 2);
        float ofCup = idf(2, 1);
        assertThat(found).extracting(Near::id).containsExactly(both.id(), tea.id());
        assertThat(found.get(0).score()).isCloseTo(2 * ofTea + 0.5f * 3 * ofCup, within(1e-5f));
        assertThat(found.get(1).score()).isCloseTo(ofTea, within(1e-5f));
    }

    @Test
    void bothLegsAreAnsweredInTheirOrder() {
        Point near = point(scope, terms(POT, 1f, POT + 1, 1f));
        Point worded = point(scope, terms(TEA, 1f, POT, 1f), new Embedding(new float[] {0, 1}));
        write(near, worded);

        List<List<Near>> legs = get(qdrant.store()
                .nearest(
                        collection,
                        scope,
                        List.of(
                                new Leg.Lexical(terms(TEA, 1f, TEA + 1, 1f)),
                                new Leg.Dense(new Embedding(new float[] {1, 0}))),
                        Filter.ALL,
                        10,
                        null,
                        deadline()));

        assertThat(legs.get(0)).extracting(Near::id).containsExactly(worded.id());
        assertThat(legs.get(1)).extracting(Near::id).containsExactly(near.id(), worded.id());
    }

    @Test
    void anotherKnowledgeBaseInTheCollectionIsNotFound() {
        write(point(KnowledgeBaseId.next().scope(), terms(TEA, 1f, CUP, 1f)));

        assertThat(lexical(terms(TEA, 1f, CUP, 1f))).isEmpty();
    }

    @Test
    void theRarityOfTermsIsWhatQdrantMultipliesBy() {
        write(point(scope, terms(TEA, 2f, CUP, 0.5f)), point(scope, terms(TEA, 1f, POT, 1f)));
        TermStatistics statistics = qdrant.terms();

        assertThat(get(statistics.rarity(collection, List.of(CUP, 12345, TEA), deadline())))
                .hasSize(2)
                .hasEntrySatisfying(TEA, idf -> assertThat(idf).isCloseTo(idf(2, 2), within(1e-5f)))
                .hasEntrySatisfying(CUP, idf -> assertThat(idf).isCloseTo(idf(2, 1), within(1e-5f)));
        assertThat(get(statistics.size(collection, deadline()))).isEqualTo(2);
    }

    private static float idf(int all, int holders) {
        return (float) Math.log((all - holders + 0.5) / (holders + 0.5) + 1);
    }

    private List<Near> lexical(SparseVector query) {
        return get(qdrant.store()
                        .nearest(collection, scope, List.of(new Leg.Lexical(query)), Filter.ALL, 10, null, deadline()))
                .get(0);
    }

    /** Two terms, in any order. */
    private static SparseVector terms(int first, float ofFirst, int second, float ofSecond) {
        return Integer.compareUnsigned(first, second) < 0
                ? new SparseVector(new int[] {first, second}, new float[] {ofFirst, ofSecond})
                : new SparseVector(new int[] {second, first}, new float[] {ofSecond, ofFirst});
    }

    private static Point point(ScopeId of, SparseVector lexical) {
        return point(of, lexical, new Embedding(new float[] {1, 0}));
    }

    private static Point point(ScopeId of, SparseVector lexical, Embedding embedding) {
        return new Point(
                PointId.next(),
                Tenant.DEFAULT,
                "contract",
                of,
                DocumentId.next().owner(),
                1,
                UnitOfWorkId.next(),
                embedding,
                lexical,
                Metadata.EMPTY);
    }

    private void write(Point... points) {
        get(qdrant.store().upsert(collection, List.of(points), Acknowledgement.VISIBLE, deadline()));
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
