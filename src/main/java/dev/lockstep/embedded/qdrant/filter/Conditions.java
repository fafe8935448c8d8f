package dev.lockstep.embedded.qdrant.filter;

import com.google.protobuf.Message;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import java.util.List;
import java.util.stream.Stream;

/** Which conditions a filter has, and how many it may have. */
public final class Conditions {
    /** The index could not run more. */
    private static final int MOST = 1024;

    /** Protobuf reads messages in messages up to a hundred, and a filter in a filter is two; in process nobody counts. */
    private static final int DEEPEST = 45;

    private Conditions() {}

    /** Refuses a filter that is too large or too deep to be run, before anything else looks into it. */
    public static void check(Filter filter) {
        if (count(filter, 1) > MOST) {
            throw tooMany();
        }
    }

    public static StatusRuntimeException tooMany() {
        return ErrorStatus.badInput(
                "The filter has too many conditions; the embedded Qdrant runs at most %,d".formatted(MOST));
    }

    private static long count(Filter filter, int depth) {
        if (depth > DEEPEST) {
            throw ErrorStatus.badInput(
                    "The filter is nested too deeply; the embedded Qdrant runs at most %d filters in each other"
                            .formatted(DEEPEST));
        }
        return all(filter)
                .mapToLong(condition -> switch (condition.getConditionOneOfCase()) {
                    case FILTER -> count(condition.getFilter(), depth + 1);
                    case NESTED -> count(condition.getNested().getFilter(), depth + 1);
                    case FIELD, IS_EMPTY, IS_NULL, HAS_ID, HAS_VECTOR, CONDITIONONEOF_NOT_SET -> 1;
                })
                .sum();
    }

    private static Stream<Condition> all(Filter filter) {
        return Stream.of(
                        filter.getMustList(),
                        filter.getMustNotList(),
                        filter.getShouldList(),
                        filter.getMinShould().getConditionsList())
                .flatMap(List::stream);
    }

    /** Leaves out conditions that say nothing, as Qdrant does. One of a newer protocol is not nothing. */
    public static List<Condition> present(List<Condition> conditions) {
        return conditions.stream().filter(Conditions::isPresent).toList();
    }

    private static boolean isPresent(Condition condition) {
        refuseUnknown("A filter condition", condition);
        return condition.getConditionOneOfCase() != Condition.ConditionOneOfCase.CONDITIONONEOF_NOT_SET;
    }

    /** Refuses a field condition without a test, or with one that this version does not know. */
    public static void check(FieldCondition condition) {
        refuseUnknown("A field condition", condition);
        refuseUnknown("A match", condition.getMatch());
        boolean any = condition.hasMatch()
                || condition.hasRange()
                || condition.hasDatetimeRange()
                || condition.hasGeoBoundingBox()
                || condition.hasGeoRadius()
                || condition.hasGeoPolygon()
                || condition.hasValuesCount()
                || condition.hasIsEmpty()
                || condition.hasIsNull();
        if (!any) {
            throw ErrorStatus.invalid("At least one field condition must be specified (`" + condition.getKey() + "`)");
        }
    }

    private static void refuseUnknown(String what, Message message) {
        message.getUnknownFields().asMap().keySet().stream().findFirst().ifPresent(number -> {
            throw ErrorStatus.unsupported("%s of a newer protocol (field %d)".formatted(what, number));
        });
    }
}
