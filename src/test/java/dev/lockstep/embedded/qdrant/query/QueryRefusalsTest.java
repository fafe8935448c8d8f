package dev.lockstep.embedded.qdrant.query;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.UnknownFieldSet;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.ContextInput;
import io.qdrant.client.grpc.Points.DiscoverInput;
import io.qdrant.client.grpc.Points.Formula;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.LookupLocation;
import io.qdrant.client.grpc.Points.NearestInputWithMmr;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendInput;
import io.qdrant.client.grpc.Points.RelevanceFeedbackInput;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchBatchPoints;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.ShardKeySelector;
import io.qdrant.client.grpc.Points.SparseIndices;
import io.qdrant.client.grpc.Points.VectorInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.DENSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.SPARSE;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Queries that cannot be, with the messages of Qdrant's server, those that are not implemented, by name, and the old calls. */
class QueryRefusalsTest {
    private static final PrefetchQuery LIST = PrefetchQuery.getDefaultInstance();
    private static RunningQdrant qdrant;

    @BeforeAll
    static void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine);
        qdrant.upsert(point(1, Map.of(), 1, 0), point(2, Map.of(), 1, 1), point(3, Map.of(), 0, 1));
    }

    @AfterAll
    static void stop() {
        qdrant.close();
    }

    @Test
    void queriesThatAreNotImplementedAreNamed() {
        Map<String, Query> queries = Map.of(
                "RECOMMEND",
                        Query.newBuilder()
                                .setRecommend(RecommendInput.getDefaultInstance())
                                .build(),
                "DISCOVER",
                        Query.newBuilder()
                                .setDiscover(DiscoverInput.getDefaultInstance())
                                .build(),
                "CONTEXT",
                        Query.newBuilder()
                                .setContext(ContextInput.getDefaultInstance())
                                .build(),
                "FORMULA",
                        Query.newBuilder()
                                .setFormula(Formula.getDefaultInstance())
                                .build(),
                "NEAREST_WITH_MMR",
                        Query.newBuilder()
                                .setNearestWithMmr(NearestInputWithMmr.getDefaultInstance())
                                .build(),
                "RELEVANCE_FEEDBACK",
                        Query.newBuilder()
                                .setRelevanceFeedback(RelevanceFeedbackInput.getDefaultInstance())
                                .build());
        queries.forEach((name, query) -> {
            String message = "UNIMPLEMENTED: The query " + name + " is not implemented by the embedded Qdrant";
            refused(QueryPoints.newBuilder().setQuery(query)).hasMessage(message);
            PrefetchQuery prefetch = PrefetchQuery.newBuilder().setQuery(query).build();
            refused(QueryPoints.newBuilder()
                            .setQuery(fusion(Fusion.RRF))
                            .addPrefetch(LIST)
                            .addPrefetch(prefetch))
                    .hasMessage(message);
        });
        refused(dense().setLookupFrom(LookupLocation.getDefaultInstance())).hasMessageStartingWith("UNIMPLEMENTED");
        refused(dense().setShardKeySelector(ShardKeySelector.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED");
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        refused(dense().setParams(SearchParams.newBuilder().setUnknownFields(later)))
                .hasMessageStartingWith("UNIMPLEMENTED: A search parameter of a later protocol");
        refused(dense().setQuery(nearest(new float[][] {{1, 0}, {0, 1}}))).hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void stagesThatDontGoTogether() {
        refused(QueryPoints.newBuilder().addPrefetch(LIST))
                .hasMessage("INVALID_ARGUMENT: Bad request: A query is needed to merge the prefetches."
                        + " Can't have prefetches without defining a query.");
        refused(QueryPoints.newBuilder().setScoreThreshold(1))
                .hasMessageStartingWith("INVALID_ARGUMENT: Bad request: A query is needed to use the score_threshold.");
        refused(QueryPoints.newBuilder().setQuery(fusion(Fusion.DBSF)))
                .hasMessage("INVALID_ARGUMENT: Wrong input: Validation failed: cannot apply Fusion without prefetches");
        refused(dense().setQuery(fusion(Fusion.RRF)).addPrefetch(LIST))
                .hasMessage("INVALID_ARGUMENT: Bad request: Fusion queries cannot be combined with the 'using' field.");
        refused(QueryPoints.newBuilder().setQuery(Query.getDefaultInstance()))
                .hasMessage("INVALID_ARGUMENT: Query variant is missing");
        refused(dense().setQuery(Query.newBuilder().setNearest(VectorInput.getDefaultInstance())))
                .hasMessage("INVALID_ARGUMENT: VectorInput variant is missing");
        Rrf.Builder rrf = Rrf.newBuilder().addWeights(1);
        refused(QueryPoints.newBuilder()
                        .setQuery(Query.newBuilder().setRrf(rrf))
                        .addPrefetch(LIST)
                        .addPrefetch(LIST))
                .hasMessageEndingWith("Number of weights in RRF should match number of pre-fetches: got 1, expected 2");
        refused(QueryPoints.newBuilder()
                        .setQuery(Query.newBuilder().setRrf(Rrf.newBuilder().setK(0)))
                        .addPrefetch(LIST))
                .hasMessageContaining("[k: value 0 invalid, must be 1 or larger]");
    }

    @Test
    void pointsThatAreNotThere() {
        refused(dense().setQuery(nearest(id(99)))).hasMessage("NOT_FOUND: Not found: No point with id 99 found");
        refused(dense().setUsing(SPARSE).setQuery(nearest(id(1))))
                .hasMessage("NOT_FOUND: Not found: Vector with name \"sparse\" for point not found");
        refused(dense().setUsing("other").setQuery(nearest(id(1))))
                .hasMessage("INVALID_ARGUMENT: Wrong input: Not existing vector name error: other");
    }

    @Test
    void numbersOutOfRange() {
        String atLeastOne = ": value 0 invalid, must be 1 or larger]";
        refused(dense().setLimit(0)).hasMessage("INVALID_ARGUMENT: Validation error in body: [limit" + atLeastOne);
        refused(dense().setTimeout(0)).hasMessageContaining("[timeout" + atLeastOne);
        refused(dense().setParams(SearchParams.newBuilder().setHnswEf(0))).hasMessageContaining("hnsw_ef" + atLeastOne);
        refused(dense().addPrefetch(PrefetchQuery.newBuilder().setLimit(0))).hasMessageContaining("limit" + atLeastOne);
        refused(dense().setLimit(1_000_000)).hasMessageContaining("more than the 100000");
        refused(dense().setOffset(-1)).hasMessageContaining("18446744073709551615 points are more than the 100000");
        refused(dense().addPrefetch(PrefetchQuery.newBuilder().setLimit(-1)))
                .hasMessageContaining("more than the 100000");
    }

    @Test
    void stagesTooManyOrTooDeep() {
        refused(dense().addPrefetch(nested(65))).hasMessageEndingWith("prefetches depth 65 exceeds max depth 64");
        assertThat(query(dense().addPrefetch(nested(64)))).hasSize(3);
        QueryPoints.Builder many = QueryPoints.newBuilder().setQuery(fusion(Fusion.RRF));
        for (int i = 0; i < 256; i++) {
            many.addPrefetch(LIST);
        }
        assertThat(query(many.clone())).hasSize(3);
        refused(many.addPrefetch(LIST)).hasMessageContaining("More than the 256 prefetches");
    }

    private static PrefetchQuery nested(int depth) {
        PrefetchQuery stage = LIST;
        for (int i = 1; i < depth; i++) {
            stage = PrefetchQuery.newBuilder()
                    .setUsing(DENSE)
                    .setQuery(nearest(1f, 0f))
                    .addPrefetch(stage)
                    .build();
        }
        return stage;
    }

    @Test
    void settingsThatOnlyMakeSearchesLessExactAreTaken() {
        SearchParams params =
                SearchParams.newBuilder().setIndexedOnly(true).setHnswEf(7).build();
        assertThat(query(dense().setParams(params))).isEqualTo(query(dense()));
    }

    @Test
    void oldSearchesAnswerAsQueriesDo() {
        SearchPoints search = SearchPoints.newBuilder()
                .setCollectionName(POINTS)
                .setVectorName(DENSE)
                .addAllVector(List.of(1f, 0.5f))
                .setLimit(1)
                .setOffset(1)
                .setScoreThreshold(0.1f)
                .build();
        List<ScoredPoint> expected = query(
                dense().setQuery(nearest(1f, 0.5f)).setLimit(1).setOffset(1).setScoreThreshold(0.1f));
        assertThat(expected).hasSize(1);
        assertThat(qdrant.points.search(search).getResultList()).isEqualTo(expected);
        var batch = qdrant.points.searchBatch(SearchBatchPoints.newBuilder()
                .setCollectionName(POINTS)
                .addSearchPoints(search)
                .addSearchPoints(search)
                .build());
        assertThat(batch.getResultList())
                .extracting(result -> result.getResultList())
                .containsOnly(expected);
        assertThatThrownBy(() ->
                        qdrant.points.search(search.toBuilder().clearLimit().build()))
                .hasMessageContaining("[limit: value 0 invalid, must be 1 or larger]");
        assertThatThrownBy(() -> qdrant.points.search(search.toBuilder()
                        .setSparseIndices(SparseIndices.newBuilder().addData(1))
                        .build()))
                .hasMessageStartingWith("INVALID_ARGUMENT");
    }

    @Test
    void aBatchIsRefusedWhole() {
        assertThatThrownBy(() -> qdrant.points.queryBatch(QueryBatchPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .addQueryPoints(dense())
                        .addQueryPoints(dense().setLimit(0))
                        .build()))
                .hasMessageStartingWith("INVALID_ARGUMENT");
    }

    private static QueryPoints.Builder dense() {
        return QueryPoints.newBuilder().setUsing(DENSE).setQuery(nearest(1f, 0f));
    }

    @CanIgnoreReturnValue
    private static AbstractThrowableAssert<?, ?> refused(QueryPoints.Builder query) {
        return assertThatThrownBy(() -> query(query));
    }

    private static List<ScoredPoint> query(QueryPoints.Builder query) {
        return qdrant.points.query(query.setCollectionName(POINTS).build()).getResultList();
    }
}
