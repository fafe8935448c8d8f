package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Small queries that conditions are made of. */
final class TermQueries {
    private TermQueries() {}

    static Query term(PayloadTerm term) {
        return new TermQuery(new Term(PayloadTerm.FIELD, term.bytes()));
    }

    static Query not(Query query) {
        return new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }

    static Query any(List<Query> queries) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        return any.build();
    }

    /** Points with a null at the path, or in an array there. */
    static Query nullOrWithNull(PayloadPath path) {
        return any(List.of(term(PayloadTerm.isNull(path)), term(PayloadTerm.isNull(path.each()))));
    }
}
