package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import dev.lockstep.embedded.qdrant.filter.PayloadValues;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.FacetHit;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A view of the index as of its last refresh. To be closed soon: it keeps deleted files alive. Searches give candidates, best
 * first; what of them is answered is read at the end.
 */
public final class Snapshot implements Closeable {
    private static final Sort BY_ID = new Sort(new SortField(PointDocument.ID, SortField.Type.STRING));

    private final SearcherManager owner;
    private final IndexSearcher searcher;
    private final Map<String, VectorSpec> vectors;
    private final PayloadIndexSet indexes;

    Snapshot(SearcherManager owner, IndexSearcher searcher, Map<String, VectorSpec> vectors, PayloadIndexSet indexes) {
        this.owner = owner;
        this.searcher = searcher;
        this.vectors = vectors;
        this.indexes = indexes;
    }

    /** The filter as the payload indexes of the collection have it. */
    public Query filter(Filter filter) throws IOException {
        return Simplification.of(FilterQuery.of(filter, indexes), searcher.getIndexReader());
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
                count += values != null && HnswGraphs.isIn(leaf.reader(), vector) ? values.size() : 0;
            }
        }
        return count;
    }

    /** How many points have a value at a payload path, of whatever type. */
    public int having(PayloadPath path) throws IOException {
        return count(TermQueries.term(PayloadTerm.present(path)));
    }

    public int count(Query filter) throws IOException {
        return searcher.count(filter);
    }

    /** How many of the matching points have each value of a path; the most frequent values first. */
    public List<FacetHit> facet(PayloadPath path, @Nullable PayloadSchemaInfo index, Query filter, int most)
            throws IOException {
        return new FacetSearch(searcher.getIndexReader(), path, MatchingDocs.find(searcher, filter), most).run(index);
    }

    KeyLookup lookup() throws IOException {
        return new KeyLookup(searcher.getIndexReader().leaves());
    }

    Matches matches(Query query) {
        return new Matches(searcher, query);
    }

    /** The points of these keys in the order of the keys, without those that are not there. */
    public List<RetrievedPoint> get(List<BytesRef> keys, PointSelection selection) throws IOException {
        PointView view = view(selection);
        List<RetrievedPoint> found = new ArrayList<>();
        KeyLookup lookup = lookup();
        for (BytesRef key : new LinkedHashSet<>(keys)) {
            StoredPoint point = lookup.find(key);
            if (point != null) {
                found.add(view.retrieved(point).build());
            }
        }
        return found;
    }

    /**
     * The vector {@code name} of the point, as it is stored; an empty one if the point has none; null if there is no such point.
     */
    public @Nullable VectorOutput vector(BytesRef key, String name) throws IOException {
        StoredPoint point = lookup().find(key);
        return point == null ? null : point.vector(name, vectors.values());
    }

    /** The nearest points, nearest first. */
    public List<PointCandidate> nearest(DenseSearchRequest request, @Nullable Float threshold) throws IOException {
        return near(new DenseSearch(searcher, request).run(), request.vector().metric(), threshold);
    }

    /** The points with the largest dot products, largest first. */
    public List<PointCandidate> nearest(SparseSearchRequest request, @Nullable Float threshold) throws IOException {
        return near(new SparseSearch(searcher, request).run(), Metric.DOT, threshold);
    }

    private static List<PointCandidate> near(List<SearchHit> hits, Metric metric, @Nullable Float threshold) {
        return hits.stream()
                .map(hit -> PointCandidate.searched(hit, metric))
                .takeWhile(point -> threshold == null || metric.isNearer(point.score(), threshold))
                .toList();
    }

    /** At most {@code most} points in the order of their ids, from the key {@code from} on. */
    public List<PointCandidate> scroll(Query filter, @Nullable BytesRef from, int most) throws IOException {
        // A page begins after a hit: one with this key and a document number before all others.
        FieldDoc before = from == null ? null : new FieldDoc(-1, Float.NaN, new Object[] {from});
        List<PointCandidate> page = new ArrayList<>();
        for (ScoreDoc hit : searcher.searchAfter(before, filter, most, BY_ID).scoreDocs) {
            page.add(PointCandidate.listed(hit.doc, (BytesRef) ((FieldDoc) hit).fields[0], null));
        }
        return page;
    }

    /** The first points in the order of a payload field; a point that has several values is there for each. */
    public List<PointCandidate> ordered(FieldOrder order, Query filter, int most) throws IOException {
        return new OrderedSearch(searcher, order, filter, most).run();
    }

    /** Points drawn at random. */
    public List<PointCandidate> sample(Query filter, int most, Random random) throws IOException {
        List<PointCandidate> drawn = new ArrayList<>();
        for (int doc : new SampleSearch(random).draw(MatchingDocs.find(searcher, filter), most)) {
            BytesRef key = StoredPoint.at(searcher.getIndexReader(), doc).key();
            drawn.add(PointCandidate.listed(doc, key, null));
        }
        return drawn;
    }

    public List<ScoredPoint> scored(List<PointCandidate> candidates, PointSelection selection) throws IOException {
        return view(selection).scored(candidates);
    }

    public List<RetrievedPoint> retrieved(List<PointCandidate> candidates, PointSelection selection)
            throws IOException {
        return view(selection).retrieved(candidates);
    }

    /** The values that the payload of a point has at a path; of an array its elements. */
    public List<Value> values(PointCandidate candidate, PayloadPath path) throws IOException {
        return PayloadValues.elements(
                path, StoredPoint.at(searcher.getIndexReader(), candidate.doc()).payload());
    }

    private PointView view(PointSelection selection) {
        return new PointView(searcher.getIndexReader(), vectors.values(), selection);
    }

    @Override
    public void close() throws IOException {
        owner.release(searcher);
    }
}
