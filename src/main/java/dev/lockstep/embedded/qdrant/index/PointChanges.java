package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Operations that read what they change. They see everything that was written before, refreshed or not.
 *
 * <p>A point whose version is that of the operation, or later, is left alone: the operation has been there before. An
 * operation that was cut short can be repeated and comes to what it would have come to.
 */
public final class PointChanges {
    private final PointIndex index;

    public PointChanges(PointIndex index) {
        this.index = index;
    }

    /** Changes the points of these keys and returns the keys of those that are not there. Reads them all first. */
    public List<BytesRef> change(Collection<BytesRef> keys, PointChange change, long version) throws IOException {
        List<BytesRef> missing = new ArrayList<>();
        List<CurrentPoint> found = new ArrayList<>();
        try (Snapshot snapshot = snapshot()) {
            KeyLookup stored = snapshot.lookup();
            for (BytesRef key : keys) {
                CurrentPoint point = find(key, stored);
                if (point == null) {
                    missing.add(key);
                } else {
                    found.add(point);
                }
            }
        }
        for (CurrentPoint point : found) {
            write(point, change, version);
        }
        return missing;
    }

    /** Changes the points that match, however many they are. */
    public void change(Filter filter, PointChange change, long version) throws IOException {
        if (!index.unrefreshed().isEmpty()) {
            index.refresh();
        }
        try (Snapshot snapshot = index.snapshot()) {
            // The snapshot stays as it is while the points are written.
            snapshot.matches(snapshot.filter(filter)).forEach(stored -> write(current(stored), change, version));
        }
    }

    /** The versions of those of the points that are there. */
    public Map<BytesRef, Long> versions(Collection<BytesRef> keys) throws IOException {
        Map<BytesRef, Long> versions = new HashMap<>();
        try (Snapshot snapshot = snapshot()) {
            KeyLookup stored = snapshot.lookup();
            for (BytesRef key : keys) {
                Long version = version(key, stored);
                if (version != null) {
                    versions.put(key, version);
                }
            }
        }
        return versions;
    }

    /** The points among these that match. */
    public Set<BytesRef> matching(Filter filter, Collection<BytesRef> keys) throws IOException {
        if (index.unrefreshed().concerns(keys)) {
            index.refresh();
        }
        Set<BytesRef> matching = new HashSet<>();
        try (Snapshot snapshot = index.snapshot()) {
            Query query = new BooleanQuery.Builder()
                    .add(new TermInSetQuery(PointDocument.ID, keys), Occur.FILTER)
                    .add(snapshot.filter(filter), Occur.FILTER)
                    .build();
            snapshot.matches(query).forEach(stored -> matching.add(BytesRef.deepCopyOf(stored.key())));
        }
        return matching;
    }

    /** A snapshot that is right about every point that {@link PendingWrites} does not have. */
    private Snapshot snapshot() throws IOException {
        if (index.unrefreshed().isIncomplete()) {
            index.refresh();
        }
        return index.snapshot();
    }

    private @Nullable CurrentPoint find(BytesRef key, KeyLookup snapshot) throws IOException {
        Optional<CurrentPoint> written = index.unrefreshed().find(key);
        if (written != null) {
            return written.orElse(null);
        }
        StoredPoint stored = snapshot.find(key);
        return stored == null ? null : current(stored);
    }

    private @Nullable Long version(BytesRef key, KeyLookup snapshot) throws IOException {
        Optional<CurrentPoint> written = index.unrefreshed().find(key);
        if (written != null) {
            return written.map(CurrentPoint::version).orElse(null);
        }
        StoredPoint stored = snapshot.find(key);
        return stored == null ? null : stored.version();
    }

    private CurrentPoint current(StoredPoint stored) throws IOException {
        return new CurrentPoint(stored.point(index.vectors()), stored.version());
    }

    @SuppressWarnings("ReferenceEquality") // A change that has nothing to change gives back the same point.
    private void write(CurrentPoint point, PointChange change, long version) throws IOException {
        if (point.version() < version) {
            PointStruct changed = change.apply(point.point());
            if (changed != point.point()) {
                index.upsert(changed, version);
            }
        }
    }
}
