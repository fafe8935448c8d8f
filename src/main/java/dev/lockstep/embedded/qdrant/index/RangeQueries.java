package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.RangeCheck;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Range;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;

/** Points with a number, or a time, in a range. */
final class RangeQueries {
    private RangeQueries() {}

    static Query of(PayloadPath path, Range range) {
        RangeCheck.check(range);
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        if (range.hasGte()) {
            low = Math.max(low, bound(range.getGte()));
        }
        if (range.hasGt()) {
            low = Math.max(low, DoublePoint.nextUp(bound(range.getGt())));
        }
        if (range.hasLte()) {
            high = Math.min(high, bound(range.getLte()));
        }
        if (range.hasLt()) {
            high = Math.min(high, DoublePoint.nextDown(bound(range.getLt())));
        }
        return low > high
                ? new MatchNoDocsQuery("an empty range")
                : DoublePoint.newRangeQuery(PayloadFields.numbers(path), low, high);
    }

    private static double bound(double value) {
        return PayloadFields.withoutNegativeZero(value);
    }

    static Query of(PayloadPath path, DatetimeRange range) {
        long low = Long.MIN_VALUE;
        long high = Long.MAX_VALUE;
        if (range.hasGte()) {
            low = Math.max(low, RangeCheck.micros(range.getGte()));
        }
        if (range.hasGt()) {
            low = Math.max(low, Math.incrementExact(RangeCheck.micros(range.getGt())));
        }
        if (range.hasLte()) {
            high = Math.min(high, RangeCheck.micros(range.getLte()));
        }
        if (range.hasLt()) {
            high = Math.min(high, Math.decrementExact(RangeCheck.micros(range.getLt())));
        }
        return low > high
                ? new MatchNoDocsQuery("an empty range")
                : LongPoint.newRangeQuery(PayloadFields.datetimes(path), low, high);
    }
}
