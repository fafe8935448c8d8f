package dev.lockstep.embedded.qdrant.index;

/** A number that points are ordered by: of a payload, or a time in microseconds. Integers are compared exactly. */
public sealed interface OrderValue extends Comparable<OrderValue> {
    record Whole(long value) implements OrderValue {}

    record Decimal(double value) implements OrderValue {}

    @Override
    default int compareTo(OrderValue other) {
        if (this instanceof Whole left) {
            return other instanceof Whole right
                    ? Long.compare(left.value(), right.value())
                    : compare(left.value(), ((Decimal) other).value());
        }
        double left = ((Decimal) this).value();
        return other instanceof Decimal right
                ? Double.compare(left + 0.0, right.value() + 0.0)
                : -compare(((Whole) other).value(), left);
    }

    private static int compare(long whole, double decimal) {
        int roughly = Double.compare((double) whole, decimal + 0.0);
        // Numbers that are equal as doubles may still differ: few large integers are doubles. Of those, only 2^63 is no
        // long.
        return roughly != 0 ? roughly : decimal == 0x1p63 ? -1 : Long.compare(whole, (long) decimal);
    }
}
