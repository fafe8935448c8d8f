package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Leaves out of a filter what the index decides for all its points at once, because no point has a term. Most points of most collections
 * lack a payload that a filter asks to be absent, and testing each of them for it takes a good part of a search.
 */
final class Simplification {

    private static final Query ALL = new MatchAllDocsQuery();

    private static final Query NONE = new MatchNoDocsQuery("no point has the term");

    private final IndexReader index;

    private Simplification(IndexReader index) {
        this.index = index;
    }

    /** Returns a query for the same points of this index; scores are not kept. */
    static Query of(Query filter, IndexReader index) throws IOException {
        return new Simplification(index).simplify(filter);
    }

    private Query simplify(Query query) throws IOException {
        if (query instanceof TermQuery term) {
            return index.docFreq(term.getTerm()) == 0 ? NONE : query;
        }
        return query instanceof BooleanQuery all ? simplify(all) : query;
    }

    private Query simplify(BooleanQuery query) throws IOException {
        List<Query> wanted = each(query, Occur.FILTER);
        wanted.addAll(each(query, Occur.MUST));
        List<Query> unwanted = each(query, Occur.MUST_NOT);
        List<Query> some = each(query, Occur.SHOULD);
        int least = query.getMinimumNumberShouldMatch();
        if (wanted.isEmpty()) {
            least = Math.max(1, least);
        }
        least -= Collections.frequency(some, ALL);
        some.removeIf(one -> one.equals(ALL) || one.equals(NONE));
        if (wanted.contains(NONE) || unwanted.contains(ALL) || least > some.size()) {
            return NONE;
        }
        wanted.removeIf(ALL::equals);
        unwanted.removeIf(NONE::equals);
        return combined(wanted, unwanted, some, least);
    }

    private List<Query> each(BooleanQuery query, Occur occur) throws IOException {
        List<Query> simpler = new ArrayList<>();
        for (BooleanClause clause : query) {
            if (clause.getOccur() == occur) {
                simpler.add(simplify(clause.getQuery()));
            }
        }
        return simpler;
    }

    private static Query combined(List<Query> wanted, List<Query> unwanted, List<Query> some, int least) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        wanted.forEach(query -> all.add(query, Occur.FILTER));
        unwanted.forEach(query -> all.add(query, Occur.MUST_NOT));
        if (least > 0) {
            some.forEach(query -> all.add(query, Occur.SHOULD));
            all.setMinimumNumberShouldMatch(least);
        }
        if (wanted.isEmpty() && least <= 0) {
            all.add(ALL, Occur.FILTER);
        }
        BooleanQuery query = all.build();
        return query.clauses().size() == 1 && unwanted.isEmpty()
                ? query.clauses().get(0).getQuery()
                : query;
    }
}
