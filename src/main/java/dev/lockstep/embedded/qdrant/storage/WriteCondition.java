package dev.lockstep.embedded.qdrant.storage;

import dev.lockstep.embedded.qdrant.index.PointChanges;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.Vector;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * What is left of an operation that is to write some points only: judged once, by what was there before all of it.
 *
 * @param sequence of the operation
 */
record WriteCondition(PointChanges points, long sequence) {
    /** The points to write, by the mode and the filter for those that are there. The last of equal ids counts. */
    Collection<PointStruct> upserted(PointStructList upsert) throws IOException {
        UpdateMode mode = upsert.getUpdateMode();
        if (mode == UpdateMode.Upsert && !upsert.hasUpdateFilter()) {
            return upsert.getPointsList();
        }
        Map<BytesRef, PointStruct> wanted = new LinkedHashMap<>();
        upsert.getPointsList().forEach(point -> wanted.put(PointKey.of(point.getId()), point));
        Map<BytesRef, Long> versions = points.versions(wanted.keySet());
        Set<BytesRef> matching = mode == UpdateMode.InsertOnly || !upsert.hasUpdateFilter()
                ? versions.keySet()
                : matching(upsert.getUpdateFilter(), versions);
        wanted.keySet().removeIf(key -> {
            Long version = versions.get(key);
            return version == null
                    ? mode == UpdateMode.UpdateOnly
                    : mode == UpdateMode.InsertOnly || version >= sequence || !matching.contains(key);
        });
        return wanted.values();
    }

    /** The vectors to write, but for points that are there and don't match. Later ones of the same point count. */
    Map<BytesRef, Map<String, Vector>> updated(UpdateVectors update) throws IOException {
        Map<BytesRef, Map<String, Vector>> wanted = new LinkedHashMap<>();
        for (PointVectors point : update.getPointsList()) {
            wanted.computeIfAbsent(PointKey.of(point.getId()), key -> new HashMap<>())
                    .putAll(point.getVectors().getVectors().getVectorsMap());
        }
        if (update.hasUpdateFilter()) {
            Map<BytesRef, Long> versions = points.versions(wanted.keySet());
            Set<BytesRef> matching = matching(update.getUpdateFilter(), versions);
            wanted.keySet().removeIf(key -> versions.containsKey(key) && !matching.contains(key));
        }
        return wanted;
    }

    private Set<BytesRef> matching(Filter filter, Map<BytesRef, Long> versions) throws IOException {
        return versions.isEmpty() ? Set.of() : points.matching(filter, versions.keySet());
    }
}
