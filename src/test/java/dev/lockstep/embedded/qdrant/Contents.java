package dev.lockstep.embedded.qdrant;

import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.util.Map;
import java.util.TreeMap;

import static io.qdrant.client.WithPayloadSelectorFactory.enable;

/** What readers of a server find, told as {@link Deed}s tell it. */
final class Contents {
    private Contents() {}

    /** By the names of collections and the numbers of points. */
    static Map<String, Map<Long, String>> of(RunningQdrant qdrant) {
        Map<String, Map<Long, String>> contents = new TreeMap<>();
        for (CollectionDescription collection : qdrant.collections
                .list(ListCollectionsRequest.getDefaultInstance())
                .getCollectionsList()) {
            contents.put(collection.getName(), points(qdrant, collection.getName()));
        }
        return contents;
    }

    private static Map<Long, String> points(RunningQdrant qdrant, String name) {
        Map<Long, String> points = new TreeMap<>();
        for (RetrievedPoint point : qdrant.points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(name)
                        .setLimit(1_000)
                        .setWithPayload(enable(true))
                        .setWithVectors(WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResultList()) {
            points.put(point.getId().getNum(), content(point));
        }
        return points;
    }

    private static String content(RetrievedPoint point) {
        return Deed.content(
                point.getPayloadMap().get("n").getIntegerValue(),
                point.getPayloadMap().get("kind").getStringValue(),
                point.getVectors()
                        .getVectors()
                        .getVectorsMap()
                        .get(RunningQdrant.DENSE)
                        .getDense()
                        .getDataList());
    }
}
