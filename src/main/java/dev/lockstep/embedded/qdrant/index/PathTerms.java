package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Walks through the values that a payload path has. */
final class PathTerms {
    private PathTerms() {}

    /** Shows all values of one kind that are anywhere in the index, in the order of their terms. */
    static void forEach(IndexReader reader, PayloadPath path, char kind, Visitor visitor) throws IOException {
        Terms all = MultiTerms.getTerms(reader, PayloadTerm.FIELD);
        if (all != null) {
            forEach(all, path, kind, visitor);
        }
    }

    /** Shows those that are among these terms, of one segment or of all. */
    static void forEach(Terms all, PayloadPath path, char kind, Visitor visitor) throws IOException {
        BytesRef prefix = PayloadTerm.prefix(path, kind);
        TermsEnum terms = all.iterator();
        if (terms.seekCeil(prefix) == TermsEnum.SeekStatus.END) {
            return;
        }
        for (BytesRef term = terms.term(); term != null && StringHelper.startsWith(term, prefix); term = terms.next()) {
            int skipped = prefix.length;
            visitor.value(new BytesRef(term.bytes, term.offset + skipped, term.length - skipped), terms);
        }
    }

    /** Gets values. */
    @FunctionalInterface
    interface Visitor {
        /**
         * One value.
         *
         * @param value its bytes, valid during the call
         * @param terms stands at its term, to read which documents have it, numbered as the terms are: in the segment or in the index
         */
        void value(BytesRef value, TermsEnum terms) throws IOException;
    }
}
