package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Whether one value, not an array, is what a match wants. Types count: 1 is neither 1.0 nor "1" nor true. */
final class MatchCheck {
    private MatchCheck() {}

    static Predicate<Value> of(Match match) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> keywords(List.of(match.getKeyword()));
            case KEYWORDS -> keywords(match.getKeywords().getStringsList());
            case INTEGER -> integers(List.of(match.getInteger()));
            case INTEGERS -> integers(match.getIntegers().getIntegersList());
            case EXCEPT_KEYWORDS -> except(keywords(match.getExceptKeywords().getStringsList()));
            case EXCEPT_INTEGERS -> except(integers(match.getExceptIntegers().getIntegersList()));
            case BOOLEAN -> value -> value.hasBoolValue() && value.getBoolValue() == match.getBoolean();
            case TEXT, PHRASE, TEXT_ANY -> {
                TextCheck test = TextCheck.of(match, null);
                yield value -> value.hasStringValue() && test.holds(List.of(value));
            }
            case MATCHVALUE_NOT_SET -> throw ErrorStatus.invalid("Malformed Match condition");
        };
    }

    private static Predicate<Value> keywords(List<String> wanted) {
        Set<String> set = new HashSet<>(wanted);
        return value -> value.hasStringValue() && set.contains(value.getStringValue());
    }

    private static Predicate<Value> integers(List<Long> wanted) {
        Set<Long> set = new HashSet<>(wanted);
        return value -> value.hasIntegerValue() && set.contains(value.getIntegerValue());
    }

    /** Something that is not one of these; null is nothing. */
    private static Predicate<Value> except(Predicate<Value> excluded) {
        return value -> !PayloadValues.isNull(value) && !excluded.test(value);
    }
}
