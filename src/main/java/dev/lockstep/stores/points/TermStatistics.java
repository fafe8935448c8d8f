package dev.lockstep.stores.points;

import dev.lockstep.domain.Deadline;
import dev.lockstep.platform.resilience.Lane;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import static io.qdrant.client.QueryFactory.nearest;

/**
 * Finds out how rare terms are in a collection. Qdrant does not tell, but it multiplies: a query of one term finds a
 * point with the score {@code idf * weight}, and the point tells its weight.
 */
@ApplicationScoped
public class TermStatistics {

    private final QdrantConnection qdrant;

    TermStatistics(QdrantConnection qdrant) {
        this.qdrant = qdrant;
    }

    /**
     * Returns the factor by which Qdrant multiplies the weights of these terms, in all of the collection; without
     * those terms that no point has. A collection that does not exist has none.
     */
    public Uni<Map<Integer, Float>> rarity(String collection, Collection<Integer> terms, Deadline deadline) {
        QueryBatchPoints.Builder request = QueryBatchPoints.newBuilder().setCollectionName(collection);
        List<Integer> inOrder = List.copyOf(terms);
        inOrder.forEach(term -> request.addQueryPoints(QueryPoints.newBuilder()
                .setCollectionName(collection)
                .setQuery(nearest(List.of(1f), List.of(term)))
                .setUsing(PointCodec.LEXICAL)
                .setLimit(1)
                .setWithPayload(WithPayloadSelectorFactory.enable(false))
                .setWithVectors(WithVectorsSelectorFactory.include(List.of(PointCodec.LEXICAL)))));
        return qdrant.points(Lane.REQUEST, deadline, stub -> stub.queryBatch(request.build()))
                .map(response -> read(inOrder, response.getResultList()))
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithItem(Map.of());
    }

    private static Map<Integer, Float> read(List<Integer> terms, List<BatchResult> results) {
        Map<Integer, Float> rarity = new HashMap<>();
        Iterator<BatchResult> result = results.iterator();
        for (Integer term : terms) {
            for (ScoredPoint found : result.next().getResultList()) {
                rarity.put(term, found.getScore() / weight(found, term));
            }
        }
        return rarity;
    }

    private static float weight(ScoredPoint point, int term) {
        VectorOutput vector = point.getVectors().getVectors().getVectorsOrThrow(PointCodec.LEXICAL);
        return vector.hasSparse()
                ? vector.getSparse()
                        .getValues(vector.getSparse().getIndicesList().indexOf(term))
                : olderForm(vector, term);
    }

    @SuppressWarnings("deprecation") // Some servers still answer in this form.
    private static float olderForm(VectorOutput vector, int term) {
        return vector.getData(vector.getIndices().getDataList().indexOf(term));
    }

    /** Returns about how many points the collection has. */
    public Uni<Long> size(String collection, Deadline deadline) {
        CountPoints request = CountPoints.newBuilder()
                .setCollectionName(collection)
                .setExact(false)
                .build();
        return qdrant.points(Lane.REQUEST, deadline, stub -> stub.count(request))
                .map(response -> response.getResult().getCount())
                .onFailure(QdrantFailures.MissingCollection.class)
                .recoverWithItem(0L);
    }
}
