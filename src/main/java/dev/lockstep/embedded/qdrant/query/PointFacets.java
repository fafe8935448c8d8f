package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.collection.CollectionRegistry;
import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.ElapsedTime;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.FacetResponse;
import java.io.IOException;

/** Counts points by the values of a payload field. Always exactly. */
public record PointFacets(CollectionRegistry collections) {
    public FacetResponse facet(FacetCounts request) throws IOException {
        long start = System.nanoTime();
        PointCollection collection = collections.get(request.getCollectionName());
        ErrorStatus.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        if (request.hasTimeout()) {
            QueryLimits.atLeastOne("timeout", request.getTimeout());
        }
        PayloadPath path = PayloadPath.parse(request.getKey());
        int most = request.hasLimit() ? QueryLimits.upTo(request.getLimit()) : QueryLimits.DEFAULT;
        FacetResponse.Builder response = FacetResponse.newBuilder();
        if (most > 0) {
            try (Snapshot snapshot = collection.snapshot()) {
                response.addAllHits(snapshot.facet(
                        path, collection.payloadIndex(request.getKey()), snapshot.filter(request.getFilter()), most));
            }
        }
        return response.setTime(ElapsedTime.secondsSince(start)).build();
    }
}
