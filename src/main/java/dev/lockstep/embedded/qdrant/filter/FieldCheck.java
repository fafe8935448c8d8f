package dev.lockstep.embedded.qdrant.filter;

import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether the values at a path fulfil a field condition. Of several tests in one condition {@code values_count} is the only
 * one that counts, then {@code is_empty}, then {@code is_null}; of the others one is enough, and of several values, or elements
 * of an array, one.
 */
final class FieldCheck {
    private FieldCheck() {}

    static Predicate<List<Value>> of(FieldCondition condition) {
        if (condition.hasValuesCount()) {
            return countOf(condition);
        }
        if (condition.hasIsEmpty()) {
            boolean wanted = condition.getIsEmpty();
            return values -> values.isEmpty()
                    ? wanted
                    : values.stream().anyMatch(value -> PayloadValues.isEmpty(value) == wanted);
        }
        if (condition.hasIsNull()) {
            boolean wanted = condition.getIsNull();
            return values -> values.isEmpty()
                    ? !wanted
                    : values.stream().anyMatch(value -> PayloadValues.isOrHasNull(value) == wanted);
        }
        Predicate<Value> test = element(condition);
        return values -> values.stream()
                .anyMatch(value -> PayloadValues.flat(value).stream().anyMatch(test));
    }

    /** The test as Qdrant's index of nulls makes it: one null is enough, and what is not there is none. */
    static Predicate<List<Value>> ofIndexedNulls(boolean wanted) {
        return values -> values.stream().anyMatch(PayloadValues::isOrHasNull) == wanted;
    }

    /** The test as Qdrant's index of nulls makes it: one value is enough. */
    static Predicate<List<Value>> ofIndexedEmptiness(boolean wanted) {
        return values -> values.stream().allMatch(PayloadValues::isEmpty) == wanted;
    }

    private static Predicate<List<Value>> countOf(FieldCondition condition) {
        return values -> values.isEmpty()
                ? RangeCheck.holdsForNone(condition.getValuesCount())
                : values.stream().anyMatch(value -> RangeCheck.holds(condition.getValuesCount(), count(value)));
    }

    private static int count(Value value) {
        if (PayloadValues.isNull(value)) {
            return 0;
        }
        return value.hasListValue() ? value.getListValue().getValuesCount() : 1;
    }

    /** Takes the range of numbers if there is one of times too, as Qdrant does. */
    private static Predicate<Value> element(FieldCondition condition) {
        Predicate<Value> any = value -> false;
        if (condition.hasMatch()) {
            any = any.or(MatchCheck.of(condition.getMatch()));
        }
        if (condition.hasRange()) {
            any = any.or(RangeCheck.of(condition.getRange()));
        } else if (condition.hasDatetimeRange()) {
            any = any.or(RangeCheck.of(condition.getDatetimeRange()));
        }
        if (condition.hasGeoBoundingBox()) {
            any = any.or(GeoCheck.of(condition.getGeoBoundingBox()));
        }
        if (condition.hasGeoRadius()) {
            any = any.or(GeoCheck.of(condition.getGeoRadius()));
        }
        return condition.hasGeoPolygon() ? any.or(GeoCheck.of(condition.getGeoPolygon())) : any;
    }
}
