package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.ConditionCheck;
import dev.lockstep.embedded.qdrant.filter.Conditions;
import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import dev.lockstep.embedded.qdrant.filter.RangeCheck;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Common.FieldCondition;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;

/**
 * The condition on one payload field, told from index terms as far as they go. They know no positions in arrays, no numbers of
 * values and nothing of areas, and of a path with {@code []} only whether some value is such: the payloads are read then.
 */
final class FieldQuery {
    private final FieldCondition condition;
    private final PayloadIndexSet indexes;
    private final PayloadPath path;

    private FieldQuery(FieldCondition condition, PayloadIndexSet indexes) {
        this.condition = condition;
        this.indexes = indexes;
        this.path = PayloadPath.parse(condition.getKey());
    }

    static Query of(FieldCondition condition, PayloadIndexSet indexes) {
        Conditions.check(condition);
        return new FieldQuery(condition, indexes).query();
    }

    /** Chooses between several tests as {@link dev.lockstep.embedded.qdrant.filter.FieldCheck} does. */
    private Query query() {
        if (condition.hasValuesCount()) {
            boolean mayHaveNone = RangeCheck.holdsForNone(condition.getValuesCount());
            return read(mayHaveNone ? new MatchAllDocsQuery() : present(path.withoutPositions()));
        }
        if (condition.hasIsEmpty()) {
            return condition.getIsEmpty() ? empty() : notEmpty();
        }
        if (condition.hasIsNull()) {
            return condition.getIsNull() ? isNull() : notNull();
        }
        return path.hasPositions() ? read(any(path.withoutPositions())) : any(path);
    }

    private Query empty() {
        boolean known = path.isSingle() || indexes.has(path);
        return known && !path.hasPositions() ? TermQueries.not(present(path)) : read(new MatchAllDocsQuery());
    }

    private Query notEmpty() {
        return path.hasPositions() ? read(present(path.withoutPositions())) : present(path);
    }

    private Query isNull() {
        return path.hasPositions()
                ? read(TermQueries.nullOrWithNull(path.withoutPositions()))
                : TermQueries.nullOrWithNull(path);
    }

    private Query notNull() {
        boolean known = path.isSingle() || indexes.has(path);
        return known && !path.hasPositions()
                ? TermQueries.not(TermQueries.nullOrWithNull(path))
                : read(new MatchAllDocsQuery());
    }

    /** Points with a value that passes one of the tests. */
    private Query any(PayloadPath at) {
        List<Query> tests = new ArrayList<>();
        if (condition.hasMatch()) {
            tests.add(new MatchQuery(condition, at, indexes).query());
        }
        if (condition.hasRange()) {
            tests.add(RangeQueries.of(at, condition.getRange()));
        } else if (condition.hasDatetimeRange()) {
            tests.add(RangeQueries.of(at, condition.getDatetimeRange()));
        }
        if (condition.hasGeoBoundingBox() || condition.hasGeoRadius() || condition.hasGeoPolygon()) {
            tests.add(read(TermQueries.term(PayloadTerm.opaque(at))));
        }
        return tests.size() == 1 ? tests.get(0) : TermQueries.any(tests);
    }

    private static Query present(PayloadPath path) {
        return TermQueries.term(PayloadTerm.present(path));
    }

    private Query read(Query candidates) {
        return new PayloadQuery(
                new ConditionMeaning(condition, indexes), candidates, ConditionCheck.of(condition, indexes));
    }
}
