package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Finds points by their keys, many with one opening of each segment's dictionary. */
final class KeyLookup {
    private final List<Dictionary> dictionaries = new ArrayList<>();

    KeyLookup(List<LeafReaderContext> leaves) throws IOException {
        for (LeafReaderContext leaf : leaves) {
            Terms terms = leaf.reader().terms(PointDocument.ID);
            if (terms != null) {
                dictionaries.add(new Dictionary(leaf.reader(), terms.iterator()));
            }
        }
    }

    @Nullable
    StoredPoint find(BytesRef key) throws IOException {
        for (Dictionary dictionary : dictionaries) {
            StoredPoint point = dictionary.find(key);
            if (point != null) {
                return point;
            }
        }
        return null;
    }

    private record Dictionary(LeafReader reader, TermsEnum terms) {
        @Nullable
        StoredPoint find(BytesRef key) throws IOException {
            if (!terms.seekExact(key)) {
                return null;
            }
            Bits alive = reader.getLiveDocs();
            PostingsEnum docs = terms.postings(null, PostingsEnum.NONE);
            while (docs.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                if (alive == null || alive.get(docs.docID())) {
                    return new StoredPoint(reader, docs.docID());
                }
            }
            return null;
        }
    }
}
