package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.Points.SparseVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the points whose sparse vectors have the largest dot product with the target. A point that shares no index with it is
 * no hit. How many points have an index is counted over all segments before any is searched.
 */
final class SparseSearch {
    /** How many postings can be read in the time that looking a point up in a posting list takes. */
    private static final int LOOKUP = 4;

    private final IndexSearcher searcher;
    private final SparseSearchRequest request;
    private final TopHits top;
    private final SparseScores scores = new SparseScores();

    SparseSearch(IndexSearcher searcher, SparseSearchRequest request) {
        this.searcher = searcher;
        this.request = request;
        this.top = new TopHits(request.most());
    }

    List<SearchHit> run() throws IOException {
        List<SparseSegment> segments =
                SparseSegment.open(request.vector(), searcher.getIndexReader().leaves());
        List<QueryTerm> wanted = wanted(segments);
        Weight filter = searcher.createWeight(searcher.rewrite(request.filter()), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (SparseSegment segment : segments) {
            List<PostingList> lists = lists(segment, wanted);
            Scorer matching = lists.isEmpty() ? null : filter.scorer(segment.leaf());
            if (matching != null) {
                search(segment, lists, matching.iterator());
            }
        }
        return top.nearestFirst();
    }

    /** An index of the target, with what its value comes to. */
    private record QueryTerm(BytesRef term, float weight) {}

    /** Sorts by index, whatever the order in the target is, because sums of floats depend on it. */
    private List<QueryTerm> wanted(List<SparseSegment> segments) throws IOException {
        long points = 0;
        for (SparseSegment segment : segments) {
            points += segment.points();
        }
        SparseVector target = request.target();
        List<QueryTerm> wanted = new ArrayList<>();
        for (int i = 0; i < target.getIndicesCount(); i++) {
            BytesRef term = SparseFields.term(target.getIndices(i));
            long having = 0;
            for (SparseSegment segment : segments) {
                having += segment.having(term);
            }
            float factor = request.vector().modifier().factor(points, having);
            wanted.add(new QueryTerm(term, target.getValues(i) * factor));
        }
        wanted.sort(Comparator.comparing(QueryTerm::term));
        return wanted;
    }

    private static List<PostingList> lists(SparseSegment segment, List<QueryTerm> wanted) throws IOException {
        List<PostingList> lists = new ArrayList<>();
        for (QueryTerm one : wanted) {
            PostingList list = segment.list(one.term(), one.weight());
            if (list != null) {
                lists.add(list);
            }
        }
        return lists;
    }

    private void search(SparseSegment segment, List<PostingList> lists, DocIdSetIterator matching) throws IOException {
        DocIdSetIterator alive = DenseSearch.alive(segment.leaf(), matching);
        TopHits.Segment hits = top.segment(segment.leaf());
        long listed = lists.stream().mapToLong(PostingList::cost).sum();
        if (matching.cost() * lists.size() * LOOKUP < listed) {
            lookUp(alive, lists, hits);
        } else {
            scores.addUp(lists, alive, hits);
        }
    }

    /** Looks each matching point up in the posting lists, which is faster if few points match the filter. */
    private static void lookUp(DocIdSetIterator matching, List<PostingList> lists, TopHits.Segment hits)
            throws IOException {
        for (int doc = matching.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = matching.nextDoc()) {
            float score = 0;
            boolean shares = false;
            for (PostingList list : lists) {
                if (list.has(doc)) {
                    score += list.score();
                    shares = true;
                }
            }
            if (shares) {
                hits.offer(doc, score);
            }
        }
    }
}
