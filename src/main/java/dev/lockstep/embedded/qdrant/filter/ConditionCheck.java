package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.PayloadStep;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.NestedCondition;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Conditions as tests of a payload. */
public final class ConditionCheck {
    private final PayloadIndexSet indexes;
    private final PayloadPath objects;

    /** Tests the conditions of a nested filter on the objects at a path. */
    private ConditionCheck(PayloadIndexSet indexes, PayloadPath objects) {
        this.indexes = indexes;
        this.objects = objects;
    }

    /** The test of a condition that is not within {@code nested}. */
    public static Predicate<Map<String, Value>> of(FieldCondition condition, PayloadIndexSet indexes) {
        PayloadPath path = PayloadPath.parse(condition.getKey());
        return at(path, of(condition, path, indexes));
    }

    private static Predicate<List<Value>> of(FieldCondition condition, PayloadPath path, PayloadIndexSet indexes) {
        if (condition.hasValuesCount() || !indexes.has(path)) {
            return FieldCheck.of(condition);
        }
        if (condition.hasIsEmpty()) {
            return FieldCheck.ofIndexedEmptiness(condition.getIsEmpty());
        }
        if (condition.hasIsNull()) {
            return FieldCheck.ofIndexedNulls(condition.getIsNull());
        }
        TextIndex text = indexes.text(path);
        return text != null && TextCheck.isText(condition.getMatch())
                ? TextCheck.of(condition.getMatch(), text)::holds
                : FieldCheck.of(condition);
    }

    /** The test of the texts that a condition on them is about. */
    public static TextCheck text(FieldCondition condition, PayloadIndexSet indexes) {
        return TextCheck.of(condition.getMatch(), indexes.text(PayloadPath.parse(condition.getKey())));
    }

    /** Holds when one of the objects at the path fulfils the whole filter. */
    public static Predicate<Map<String, Value>> of(NestedCondition nested, PayloadIndexSet indexes) {
        return objectsAt(pathOf(nested), pathOf(nested), nested.getFilter(), indexes);
    }

    /** The path of the objects that a nested filter is about: the elements of an array, whether or not the key says so. */
    public static PayloadPath pathOf(NestedCondition nested) {
        if (!nested.hasFilter()) {
            throw ErrorStatus.invalid("Nested condition must have a filter");
        }
        return PayloadPath.parse(nested.getKey()).elements();
    }

    /**
     * @param path from where the test begins
     * @param whole from the beginning of the payload
     */
    private static Predicate<Map<String, Value>> objectsAt(
            PayloadPath path, PayloadPath whole, Filter filter, PayloadIndexSet indexes) {
        Predicate<Map<String, Value>> test = new ConditionCheck(indexes, whole).all(filter);
        return at(path, values -> values.stream()
                .anyMatch(value -> value.hasStructValue()
                        && test.test(value.getStructValue().getFieldsMap())));
    }

    private static Predicate<Map<String, Value>> at(PayloadPath path, Predicate<List<Value>> test) {
        List<PayloadStep> steps = path.steps();
        return payload -> test.test(PayloadValues.at(steps, payload));
    }

    private Predicate<Map<String, Value>> all(Filter filter) {
        List<Predicate<Map<String, Value>>> must = each(filter.getMustList());
        List<Predicate<Map<String, Value>>> mustNot = each(filter.getMustNotList());
        List<Predicate<Map<String, Value>>> should = each(filter.getShouldList());
        List<Predicate<Map<String, Value>>> some = each(filter.getMinShould().getConditionsList());
        long count = filter.getMinShould().getMinCount();
        return payload -> must.stream().allMatch(test -> test.test(payload))
                && mustNot.stream().noneMatch(test -> test.test(payload))
                && (should.isEmpty() || should.stream().anyMatch(test -> test.test(payload)))
                && Long.compareUnsigned(
                                some.stream().filter(test -> test.test(payload)).count(), count)
                        >= 0;
    }

    private List<Predicate<Map<String, Value>>> each(List<Condition> conditions) {
        return Conditions.present(conditions).stream().map(this::test).toList();
    }

    /** Within a nested filter there are neither ids nor vectors, and the index of nulls is not asked. */
    private Predicate<Map<String, Value>> test(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> field(condition.getField());
            case FILTER -> all(condition.getFilter());
            case NESTED -> {
                NestedCondition inner = condition.getNested();
                yield objectsAt(pathOf(inner), objects.then(pathOf(inner)), inner.getFilter(), indexes);
            }
            case IS_EMPTY ->
                at(PayloadPath.parse(condition.getIsEmpty().getKey()), values -> values.stream()
                        .allMatch(PayloadValues::isEmpty));
            case IS_NULL ->
                at(PayloadPath.parse(condition.getIsNull().getKey()), values -> values.stream()
                        .anyMatch(PayloadValues::isNull));
            case HAS_ID -> {
                condition.getHasId().getHasIdList().forEach(PointKey::check);
                yield payload -> false;
            }
            case HAS_VECTOR -> payload -> false;
            case CONDITIONONEOF_NOT_SET -> throw new IllegalArgumentException("no condition");
        };
    }

    private Predicate<Map<String, Value>> field(FieldCondition condition) {
        Conditions.check(condition);
        PayloadPath path = PayloadPath.parse(condition.getKey());
        TextIndex text = indexes.text(objects.then(path));
        boolean otherTest = condition.hasValuesCount() || condition.hasIsEmpty() || condition.hasIsNull();
        if (text == null || otherTest || !TextCheck.isText(condition.getMatch())) {
            return at(path, FieldCheck.of(condition));
        }
        TextCheck test = TextCheck.ofTokens(condition.getMatch(), text.tokenizer());
        return at(path, values -> values.stream().anyMatch(value -> test.holds(List.of(value))));
    }

    /** The test of an {@code is_empty} or {@code is_null} that is not within {@code nested}. */
    public static Predicate<Map<String, Value>> ofOutermost(Condition condition, PayloadIndexSet indexes) {
        return switch (condition.getConditionOneOfCase()) {
            case IS_EMPTY -> new ConditionCheck(indexes, PayloadPath.root("")).test(condition);
            case IS_NULL -> {
                PayloadPath path = PayloadPath.parse(condition.getIsNull().getKey());
                yield indexes.has(path)
                        ? at(path, FieldCheck.ofIndexedNulls(true))
                        : new ConditionCheck(indexes, path).test(condition);
            }
            default -> throw new IllegalArgumentException("no test of one path");
        };
    }
}
