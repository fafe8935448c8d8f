package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

/** Points with some value at a path that is none of these. */
final class OtherValueQuery extends MultiTermQuery {
    private final PayloadPath path;
    private final Set<BytesRef> excluded;

    OtherValueQuery(PayloadPath path, Set<BytesRef> excluded) {
        super(PayloadTerm.FIELD, CONSTANT_SCORE_BLENDED_REWRITE);
        this.path = path;
        this.excluded = excluded;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        BytesRef end = PayloadTerm.afterLastValue(path);
        FilteredTermsEnum others = new FilteredTermsEnum(terms.iterator()) {
            {
                setInitialSeekTerm(PayloadTerm.firstValue(path));
            }

            @Override
            protected AcceptStatus accept(BytesRef term) {
                if (term.compareTo(end) >= 0) {
                    return AcceptStatus.END;
                }
                return excluded.contains(term) ? AcceptStatus.NO : AcceptStatus.YES;
            }
        };
        return others;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return path.text() + " has another value";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OtherValueQuery query && path.equals(query.path) && excluded.equals(query.excluded);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, excluded);
    }
}
