package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** What a segment has of one sparse vector. Counts are of live points: those of a segment without deletions are at hand. */
final class SparseSegment {
    private final LeafReaderContext leaf;
    private final Terms all;
    private final TermsEnum terms;
    private final Map<BytesRef, TermState> found = new HashMap<>();
    private @Nullable PostingsEnum reused;

    private SparseSegment(LeafReaderContext leaf, Terms all) throws IOException {
        this.leaf = leaf;
        this.all = all;
        this.terms = all.iterator();
    }

    /** The segments that have the vector. */
    static List<SparseSegment> open(SparseSpec vector, List<LeafReaderContext> leaves) throws IOException {
        List<SparseSegment> segments = new ArrayList<>();
        for (LeafReaderContext leaf : leaves) {
            Terms terms = leaf.reader().terms(vector.field());
            if (terms != null) {
                segments.add(new SparseSegment(leaf, terms));
            }
        }
        return segments;
    }

    LeafReaderContext leaf() {
        return leaf;
    }

    /** How many points have the vector. */
    long points() throws IOException {
        return all.getDocCount() == leaf.reader().maxDoc() ? leaf.reader().numDocs() : having(SparseFields.ANY);
    }

    /** How many points have the term. */
    long having(BytesRef term) throws IOException {
        if (!terms.seekExact(term)) {
            return 0;
        }
        found.put(term, terms.termState());
        Bits alive = leaf.reader().getLiveDocs();
        return alive == null ? terms.docFreq() : countAlive(alive);
    }

    private long countAlive(Bits alive) throws IOException {
        reused = terms.postings(reused, PostingsEnum.NONE);
        long count = 0;
        while (reused.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            count += alive.get(reused.docID()) ? 1 : 0;
        }
        return count;
    }

    /** The points that have the term, if it was counted and there are any; at the first of them. */
    @Nullable
    PostingList list(BytesRef term, float weight) throws IOException {
        TermState state = found.get(term);
        if (state == null) {
            return null;
        }
        terms.seekExact(term, state);
        PostingsEnum points = terms.postings(null, PostingsEnum.POSITIONS);
        return points.nextDoc() == DocIdSetIterator.NO_MORE_DOCS ? null : new PostingList(points, weight);
    }
}
