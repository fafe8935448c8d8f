package dev.lockstep.embedded.qdrant.filter;

import com.google.protobuf.Timestamp;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.ValuesCount;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** Whether one value, not an array, lies in a range. */
public final class RangeCheck {
    private RangeCheck() {}

    static Predicate<Value> of(Range range) {
        check(range);
        return value -> switch (value.getKindCase()) {
            case INTEGER_VALUE -> holds(range, (double) value.getIntegerValue());
            case DOUBLE_VALUE -> holds(range, value.getDoubleValue());
            case STRING_VALUE, BOOL_VALUE, LIST_VALUE, STRUCT_VALUE, NULL_VALUE, KIND_NOT_SET -> false;
        };
    }

    private static boolean holds(Range range, double number) {
        return !(range.hasLt() && number >= range.getLt())
                && !(range.hasGt() && number <= range.getGt())
                && !(range.hasLte() && number > range.getLte())
                && !(range.hasGte() && number < range.getGte());
    }

    public static void check(Range range) {
        if (DoubleStream.of(range.getLt(), range.getGt(), range.getLte(), range.getGte())
                .anyMatch(Double::isNaN)) {
            throw ErrorStatus.badInput("A bound of a range is not a number");
        }
    }

    static Predicate<Value> of(DatetimeRange range) {
        long lt = range.hasLt() ? micros(range.getLt()) : 0;
        long gt = range.hasGt() ? micros(range.getGt()) : 0;
        long lte = range.hasLte() ? micros(range.getLte()) : 0;
        long gte = range.hasGte() ? micros(range.getGte()) : 0;
        LongPredicate holds = time -> !(range.hasLt() && time >= lt)
                && !(range.hasGt() && time <= gt)
                && !(range.hasLte() && time > lte)
                && !(range.hasGte() && time < gte);
        return value -> {
            OptionalLong time = value.hasStringValue() ? Datetime.parse(value.getStringValue()) : OptionalLong.empty();
            return time.isPresent() && holds.test(time.getAsLong());
        };
    }

    /** A bound of a range of times, in microseconds since 1970. */
    public static long micros(Timestamp timestamp) {
        try {
            return Datetime.micros(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
        } catch (DateTimeException | ArithmeticException e) {
            throw ErrorStatus.badInput("A bound of a time range is out of range: " + timestamp.getSeconds() + " s");
        }
    }

    /** Counts are without sign, as in the protocol. */
    static boolean holds(ValuesCount range, int count) {
        return !(range.hasLt() && Long.compareUnsigned(count, range.getLt()) >= 0)
                && !(range.hasGt() && Long.compareUnsigned(count, range.getGt()) <= 0)
                && !(range.hasLte() && Long.compareUnsigned(count, range.getLte()) > 0)
                && !(range.hasGte() && Long.compareUnsigned(count, range.getGte()) < 0);
    }

    /** Whether a field without any value has few enough. */
    public static boolean holdsForNone(ValuesCount range) {
        return holds(range, 0);
    }
}
