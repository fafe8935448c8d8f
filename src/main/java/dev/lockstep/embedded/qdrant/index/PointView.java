package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.IndexReader;

/** Points as answers show them. */
record PointView(IndexReader index, Collection<VectorSpec> vectors, PointSelection selection) {
    List<ScoredPoint> scored(List<PointCandidate> candidates) throws IOException {
        List<ScoredPoint> points = new ArrayList<>();
        for (PointCandidate candidate : candidates) {
            points.add(scored(candidate));
        }
        return points;
    }

    private ScoredPoint scored(PointCandidate candidate) throws IOException {
        StoredPoint point = StoredPoint.at(index, candidate.doc());
        ScoredPoint.Builder scored = ScoredPoint.newBuilder()
                .setId(PointKey.read(candidate.key()))
                .setScore(candidate.score())
                .setVersion(candidate.origin() == PointCandidate.Origin.SEARCHED ? point.version() : 0)
                .putAllPayload(point.payload(selection));
        if (selection.wantsVectors()) {
            scored.setVectors(point.vectors(selection, vectors));
        }
        if (candidate.order() != null) {
            scored.setOrderValue(message(candidate.order()));
        }
        return scored.build();
    }

    List<RetrievedPoint> retrieved(List<PointCandidate> candidates) throws IOException {
        List<RetrievedPoint> points = new ArrayList<>();
        for (PointCandidate candidate : candidates) {
            RetrievedPoint.Builder point = retrieved(StoredPoint.at(index, candidate.doc()));
            if (candidate.order() != null) {
                point.setOrderValue(message(candidate.order()));
            }
            points.add(point.build());
        }
        return points;
    }

    RetrievedPoint.Builder retrieved(StoredPoint point) throws IOException {
        RetrievedPoint.Builder retrieved =
                RetrievedPoint.newBuilder().setId(point.id()).putAllPayload(point.payload(selection));
        if (selection.wantsVectors()) {
            retrieved.setVectors(point.vectors(selection, vectors));
        }
        return retrieved;
    }

    private static io.qdrant.client.grpc.Points.OrderValue message(OrderValue value) {
        var message = io.qdrant.client.grpc.Points.OrderValue.newBuilder();
        return value instanceof OrderValue.Whole whole
                ? message.setInt(whole.value()).build()
                : message.setFloat(((OrderValue.Decimal) value).value()).build();
    }
}
