package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;

/** Qdrant's filters as Lucene queries. An empty filter matches every point. */
public final class FilterQuery {
    private FilterQuery() {}

    /** Refuses, by name, every condition that is not implemented: none is ever left out in silence. */
    public static Query of(Filter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER);
        filter.getMustList().forEach(condition -> all.add(of(condition), Occur.FILTER));
        filter.getMustNotList().forEach(condition -> all.add(of(condition), Occur.MUST_NOT));
        if (filter.getShouldCount() > 0) {
            all.add(atLeast(1, filter.getShouldList()), Occur.FILTER);
        }
        if (filter.hasMinShould()) {
            all.add(
                    atLeast(
                            filter.getMinShould().getMinCount(),
                            filter.getMinShould().getConditionsList()),
                    Occur.FILTER);
        }
        return all.build();
    }

    /** Refuses what is not implemented, malformed or too large to be run. */
    public static void check(Filter filter) {
        try {
            Query ignored = new IndexSearcher(new MultiReader()).rewrite(of(filter));
        } catch (IOException e) {
            throw new UncheckedIOException("An empty index cannot be read", e);
        }
    }

    private static Query atLeast(long count, List<Condition> conditions) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        conditions.forEach(condition -> any.add(of(condition), Occur.SHOULD));
        if (count == 0) {
            return new MatchAllDocsQuery();
        }
        if (Long.compareUnsigned(count, conditions.size()) > 0) {
            return new MatchNoDocsQuery("more conditions wanted than there are");
        }
        return any.setMinimumNumberShouldMatch((int) count).build();
    }

    private static Query of(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> FieldQuery.of(condition.getField());
            case IS_EMPTY ->
                not(term(PayloadTerm.present(
                        PayloadPath.parse(condition.getIsEmpty().getKey()))));
            case IS_NULL ->
                term(PayloadTerm.isNull(PayloadPath.parse(condition.getIsNull().getKey())));
            case HAS_ID ->
                new TermInSetQuery(
                        PointDocument.ID,
                        condition.getHasId().getHasIdList().stream()
                                .map(PointKey::of)
                                .toList());
            case FILTER -> of(condition.getFilter());
            case NESTED -> throw Refusal.unsupported("The filter condition `nested`");
            case HAS_VECTOR -> throw Refusal.unsupported("The filter condition `has_vector`");
            case CONDITIONONEOF_NOT_SET -> throw Refusal.badInput("Malformed Condition type");
        };
    }

    static Query term(PayloadTerm term) {
        return new TermQuery(new Term(PayloadTerm.FIELD, term.bytes()));
    }

    private static Query not(Query query) {
        return new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }
}
