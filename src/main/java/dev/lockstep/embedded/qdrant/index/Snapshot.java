package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A view of the index as of its last refresh. To be closed soon: it keeps deleted files alive. */
public final class Snapshot implements Closeable {
    private static final Sort BY_ID = new Sort(new SortField(PointDocument.ID, SortField.Type.STRING));

    private final SearcherManager owner;
    private final IndexSearcher searcher;
    private final Map<String, VectorSpec> vectors;

    Snapshot(SearcherManager owner, IndexSearcher searcher, Map<String, VectorSpec> vectors) {
        this.owner = owner;
        this.searcher = searcher;
        this.vectors = vectors;
    }

    IndexSearcher searcher() {
        return searcher;
    }

    public int points() {
        return searcher.getIndexReader().numDocs();
    }

    public int segments() {
        return searcher.getIndexReader().leaves().size();
    }

    /** How many vectors a search finds by a graph; the others are scanned. */
    public long vectorsInGraphs() throws IOException {
        long count = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            for (VectorSpec vector : vectors.values()) {
                FloatVectorValues values = leaf.reader().getFloatVectorValues(vector.field());
                count += values != null && Graphs.isIn(leaf.reader(), vector) ? values.size() : 0;
            }
        }
        return count;
    }

    public int count(Query filter) throws IOException {
        return searcher.count(filter);
    }

    /** The points of these keys in the order of the keys, without those that are not there. */
    public List<RetrievedPoint> get(List<BytesRef> keys, Selection selection) throws IOException {
        List<RetrievedPoint> found = new ArrayList<>();
        KeyLookup lookup = new KeyLookup(searcher.getIndexReader().leaves());
        for (BytesRef key : keys) {
            StoredPoint point = lookup.find(key);
            if (point != null) {
                found.add(retrieved(point, selection));
            }
        }
        return found;
    }

    /** At most {@code most} points in the order of their ids, from the key {@code from} on. */
    public List<RetrievedPoint> scroll(Query filter, @Nullable BytesRef from, int most, Selection selection)
            throws IOException {
        // A page begins after a hit: one with this key and a document number before all others.
        FieldDoc before = from == null ? null : new FieldDoc(-1, Float.NaN, new Object[] {from});
        List<RetrievedPoint> page = new ArrayList<>();
        for (ScoreDoc hit : searcher.searchAfter(before, filter, most, BY_ID).scoreDocs) {
            page.add(retrieved(at(hit.doc), selection));
        }
        return page;
    }

    /** The nearest points, nearest first. */
    public List<ScoredPoint> nearest(Nearest nearest, Selection selection, Page page) throws IOException {
        List<Hit> hits = new NearestSearch(searcher, nearest).run();
        return scored(hits, nearest.vector().metric(), selection, page);
    }

    /** The points with the largest dot products, largest first. */
    public List<ScoredPoint> nearest(SparseNearest nearest, Selection selection, Page page) throws IOException {
        List<Hit> hits = new SparseSearch(searcher, nearest).run();
        return scored(hits, Metric.DOT, selection, page);
    }

    private List<ScoredPoint> scored(List<Hit> hits, Metric metric, Selection selection, Page page) throws IOException {
        List<ScoredPoint> points = new ArrayList<>();
        for (Hit hit : hits.subList(Math.min(page.offset(), hits.size()), hits.size())) {
            float score = metric.score(hit.similarity());
            if (page.threshold() == null || metric.isNearer(score, page.threshold())) {
                StoredPoint point = at(hit.doc());
                ScoredPoint.Builder scored = ScoredPoint.newBuilder()
                        .setId(PointKey.read(hit.key()))
                        .setScore(score)
                        .setVersion(point.version())
                        .putAllPayload(point.payload(selection));
                if (selection.wantsVectors()) {
                    scored.setVectors(point.vectors(selection, vectors.values()));
                }
                points.add(scored.build());
            }
        }
        return points;
    }

    /**
     * Which of the hits to return.
     *
     * @param offset how many of the nearest to leave out
     * @param threshold the score that hits must be nearer than
     */
    public record Page(int offset, @Nullable Float threshold) {}

    private RetrievedPoint retrieved(StoredPoint point, Selection selection) throws IOException {
        RetrievedPoint.Builder retrieved =
                RetrievedPoint.newBuilder().setId(point.id()).putAllPayload(point.payload(selection));
        if (selection.wantsVectors()) {
            retrieved.setVectors(point.vectors(selection, vectors.values()));
        }
        return retrieved.build();
    }

    private StoredPoint at(int doc) {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        return new StoredPoint(leaf.reader(), doc - leaf.docBase);
    }

    @Override
    public void close() throws IOException {
        owner.release(searcher);
    }
}
