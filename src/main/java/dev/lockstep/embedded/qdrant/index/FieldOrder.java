package dev.lockstep.embedded.qdrant.index;

import com.google.protobuf.Timestamp;
import dev.lockstep.embedded.qdrant.filter.Datetime;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.StartFrom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which payload values to order points by. A point with several is in several places.
 *
 * @param kind which values of the path count
 * @param start the first value of interest, if not all are
 */
public record FieldOrder(
        PayloadPath path,
        Kind kind,
        Direction direction,
        @Nullable OrderValue start) {
    /** What the payload index of the field takes for values. */
    public enum Kind {
        INTEGER,
        FLOAT,
        DATETIME
    }

    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    /**
     * Reads the order a caller wants.
     *
     * @param index that of the field, if it has one: it tells how to read the values
     */
    public static FieldOrder of(OrderBy order, @Nullable PayloadSchemaInfo index) {
        PayloadPath path = PayloadPath.parse(order.getKey());
        return new FieldOrder(path, kind(order.getKey(), index), direction(order), start(order.getStartFrom()));
    }

    /** Orders points by their values. Where values are equal the ids decide, in the same direction. */
    public Comparator<PointCandidate> comparator() {
        Comparator<PointCandidate> ascending = Comparator.comparing(
                        PointCandidate::order, Comparator.nullsLast(naturally()))
                .thenComparing(PointCandidate::key);
        return direction == Direction.ASCENDING ? ascending : ascending.reversed();
    }

    private static Comparator<OrderValue> naturally() {
        return Comparator.naturalOrder();
    }

    /** Whether the value is at the start or after it. */
    boolean contains(OrderValue value) {
        if (start == null) {
            return true;
        }
        int comparison = value.compareTo(start);
        return direction == Direction.ASCENDING ? comparison >= 0 : comparison <= 0;
    }

    private static Kind kind(String key, @Nullable PayloadSchemaInfo index) {
        if (index != null) {
            switch (index.getDataType()) {
                case Integer -> {
                    if (!index.getParams().getIntegerIndexParams().hasRange()
                            || index.getParams().getIntegerIndexParams().getRange()) {
                        return Kind.INTEGER;
                    }
                }
                case Float -> {
                    return Kind.FLOAT;
                }
                case Datetime -> {
                    return Kind.DATETIME;
                }
                default -> {}
            }
        }
        throw ErrorStatus.badInput(
                "No range index for `order_by` key: `%s`. Please create one to use `order_by`.".formatted(key));
    }

    private static Direction direction(OrderBy order) {
        return order.getDirection() == io.qdrant.client.grpc.Points.Direction.Desc
                ? Direction.DESCENDING
                : Direction.ASCENDING;
    }

    private static @Nullable OrderValue start(StartFrom start) {
        return switch (start.getValueCase()) {
            case INTEGER -> new OrderValue.Whole(start.getInteger());
            case FLOAT -> new OrderValue.Decimal(start.getFloat());
            case TIMESTAMP -> new OrderValue.Whole(micros(start.getTimestamp()));
            case DATETIME ->
                new OrderValue.Whole(Datetime.parse(start.getDatetime())
                        .orElseThrow(() -> ErrorStatus.invalid("Malformed datetime: " + start.getDatetime())));
            case VALUE_NOT_SET -> null;
        };
    }

    private static long micros(Timestamp timestamp) {
        try {
            return Datetime.micros(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
        } catch (DateTimeException | ArithmeticException e) {
            throw ErrorStatus.invalid("The start of an order is out of range: " + timestamp.getSeconds() + " s");
        }
    }
}
