package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.ConditionCheck;
import dev.lockstep.embedded.qdrant.filter.Conditions;
import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.NestedCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;

/** Qdrant's filters as Lucene queries. An empty filter matches every point. */
public final class FilterQuery {
    private final PayloadIndexSet indexes;

    private FilterQuery(PayloadIndexSet indexes) {
        this.indexes = indexes;
    }

    /** Refuses, by name, every condition that is not implemented: none is ever left out in silence. */
    static Query of(Filter filter, PayloadIndexSet indexes) {
        Conditions.check(filter);
        try {
            return new FilterQuery(indexes).all(filter);
        } catch (IndexSearcher.TooManyClauses e) {
            throw Conditions.tooMany();
        }
    }

    /** Refuses what is not implemented, malformed or too large to be run. */
    public static void check(Filter filter) {
        try {
            Query ignored = new IndexSearcher(new MultiReader()).rewrite(of(filter, PayloadIndexSet.NONE));
        } catch (IndexSearcher.TooManyClauses e) {
            throw Conditions.tooMany();
        } catch (IOException e) {
            throw new UncheckedIOException("An empty index cannot be read", e);
        }
    }

    private Query all(Filter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER);
        each(filter.getMustList()).forEach(query -> all.add(query, Occur.FILTER));
        each(filter.getMustNotList()).forEach(query -> all.add(query, Occur.MUST_NOT));
        List<Query> should = each(filter.getShouldList());
        if (!should.isEmpty()) {
            all.add(atLeast(1, should), Occur.FILTER);
        }
        if (filter.hasMinShould()) {
            List<Query> some = each(filter.getMinShould().getConditionsList());
            all.add(atLeast(filter.getMinShould().getMinCount(), some), Occur.FILTER);
        }
        return all.build();
    }

    private List<Query> each(List<Condition> conditions) {
        return Conditions.present(conditions).stream().map(this::of).toList();
    }

    private static Query atLeast(long count, List<Query> queries) {
        if (count == 0) {
            return new MatchAllDocsQuery();
        }
        if (Long.compareUnsigned(count, queries.size()) > 0) {
            return new MatchNoDocsQuery("more conditions wanted than there are");
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        return any.setMinimumNumberShouldMatch((int) count).build();
    }

    private Query of(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> FieldQuery.of(condition.getField(), indexes);
            case IS_EMPTY -> isEmpty(condition);
            case IS_NULL -> isNull(condition);
            case HAS_ID ->
                new TermInSetQuery(
                        PointDocument.ID,
                        condition.getHasId().getHasIdList().stream()
                                .map(PointKey::of)
                                .toList());
            case FILTER -> all(condition.getFilter());
            case NESTED -> nested(condition.getNested());
            case HAS_VECTOR -> hasVector(condition.getHasVector().getHasVector());
            case CONDITIONONEOF_NOT_SET -> throw new IllegalArgumentException("no condition");
        };
    }

    private Query isEmpty(Condition condition) {
        PayloadPath path = PayloadPath.parse(condition.getIsEmpty().getKey());
        return path.hasPositions() ? read(condition) : TermQueries.not(TermQueries.term(PayloadTerm.present(path)));
    }

    private Query isNull(Condition condition) {
        PayloadPath path = PayloadPath.parse(condition.getIsNull().getKey());
        if (path.hasPositions()) {
            return read(condition);
        }
        return indexes.has(path) ? TermQueries.nullOrWithNull(path) : TermQueries.term(PayloadTerm.isNull(path));
    }

    private Query read(Condition condition) {
        return new PayloadQuery(
                new ConditionMeaning(condition, indexes),
                new MatchAllDocsQuery(),
                ConditionCheck.ofOutermost(condition, indexes));
    }

    /** Points with an object at the path; what the filter wants of each object narrows them down as far as terms tell. */
    private Query nested(NestedCondition nested) {
        PayloadPath path = ConditionCheck.pathOf(nested);
        BooleanQuery.Builder candidates = new BooleanQuery.Builder()
                .add(TermQueries.term(PayloadTerm.opaque(path.withoutPositions())), Occur.FILTER);
        for (Condition condition : nested.getFilter().getMustList()) {
            FieldCondition field = condition.getField();
            if (isPlain(field)) {
                String key = path.then(PayloadPath.parse(field.getKey()))
                        .withoutPositions()
                        .text();
                candidates.add(
                        FieldQuery.of(field.toBuilder().setKey(key).build(), PayloadIndexSet.NONE), Occur.FILTER);
            }
        }
        return new PayloadQuery(
                new ConditionMeaning(nested, indexes), candidates.build(), ConditionCheck.of(nested, indexes));
    }

    /** Whether a field condition is about one value, so that what holds for an object holds for its point. */
    private static boolean isPlain(FieldCondition field) {
        boolean terms =
                switch (field.getMatch().getMatchValueCase()) {
                    case KEYWORD, INTEGER, BOOLEAN, KEYWORDS, INTEGERS -> true;
                    case EXCEPT_KEYWORDS, EXCEPT_INTEGERS, TEXT, PHRASE, TEXT_ANY -> false;
                    case MATCHVALUE_NOT_SET -> !field.hasMatch() && (field.hasRange() || field.hasDatetimeRange());
                };
        return terms && !field.hasValuesCount() && !field.hasIsEmpty() && !field.hasIsNull();
    }

    /** A name that no vector has matches nothing. */
    private static Query hasVector(String name) {
        return TermQueries.any(List.of(
                new FieldExistsQuery(VectorSpec.field(name)),
                new TermQuery(new Term(SparseFields.field(name), SparseFields.ANY))));
    }
}
