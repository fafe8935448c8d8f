package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * Adds up the posting lists of a segment, a window of its points after the other, and asks of near ones only whether they match.
 */
final class SparseScores {
    /** Small enough for the scores to stay in the processor's cache. */
    private static final int WINDOW = 2_048;

    private final float[] scores = new float[WINDOW];

    /** A bit for each point that has a score: 0 is one too. */
    private final long[] scored = new long[WINDOW / Long.SIZE];

    void addUp(List<PostingList> lists, DocIdSetIterator matching, TopHits.Segment hits) throws IOException {
        for (int start = first(lists); start != DocIdSetIterator.NO_MORE_DOCS; start = first(lists)) {
            for (PostingList list : lists) {
                list.addTo(scores, scored, start);
            }
            offer(start, matching, hits);
            Arrays.fill(scores, 0);
            Arrays.fill(scored, 0);
        }
    }

    private static int first(List<PostingList> lists) {
        int first = DocIdSetIterator.NO_MORE_DOCS;
        for (PostingList list : lists) {
            first = Math.min(first, list.doc());
        }
        return first;
    }

    private void offer(int start, DocIdSetIterator matching, TopHits.Segment hits) throws IOException {
        for (int word = 0; word < scored.length; word++) {
            for (long rest = scored[word]; rest != 0; rest &= rest - 1) {
                int i = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
                if (hits.wants(scores[i]) && matches(matching, start + i)) {
                    hits.offer(start + i, scores[i]);
                }
            }
        }
    }

    private static boolean matches(DocIdSetIterator matching, int doc) throws IOException {
        return (matching.docID() < doc ? matching.advance(doc) : matching.docID()) == doc;
    }
}
