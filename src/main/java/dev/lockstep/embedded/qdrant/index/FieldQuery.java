package dev.lockstep.embedded.qdrant.index;

import com.google.protobuf.Timestamp;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.Refusal;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.Range;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;

/** The condition on one payload field. */
final class FieldQuery {
    private FieldQuery() {}

    static Query of(FieldCondition condition) {
        PayloadPath path = PayloadPath.parse(condition.getKey());
        refuseUnsupported(condition);
        int tests = Stream.of(condition.hasMatch(), condition.hasRange(), condition.hasDatetimeRange())
                .mapToInt(present -> present ? 1 : 0)
                .sum();
        if (tests != 1) {
            throw Refusal.badInput(
                    "A field condition needs exactly one test, `%s` has %d".formatted(condition.getKey(), tests));
        }
        if (condition.hasMatch()) {
            return match(path, condition.getMatch());
        }
        return condition.hasRange() ? range(path, condition.getRange()) : range(path, condition.getDatetimeRange());
    }

    private static void refuseUnsupported(FieldCondition condition) {
        refuse(condition.hasGeoBoundingBox(), "geo_bounding_box");
        refuse(condition.hasGeoRadius(), "geo_radius");
        refuse(condition.hasGeoPolygon(), "geo_polygon");
        refuse(condition.hasValuesCount(), "values_count");
        refuse(condition.hasIsEmpty(), "field.is_empty");
        refuse(condition.hasIsNull(), "field.is_null");
    }

    private static void refuse(boolean asked, String name) {
        Refusal.unsupportedIf(asked, "The filter condition `" + name + "`");
    }

    private static Query match(PayloadPath path, Match match) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> FilterQuery.term(PayloadTerm.keyword(path, match.getKeyword()));
            case INTEGER -> FilterQuery.term(PayloadTerm.integer(path, match.getInteger()));
            case BOOLEAN -> FilterQuery.term(PayloadTerm.bool(path, match.getBoolean()));
            case KEYWORDS -> any(keywords(path, match.getKeywords().getStringsList()));
            case INTEGERS -> any(integers(path, match.getIntegers().getIntegersList()));
            case EXCEPT_KEYWORDS ->
                except(path, keywords(path, match.getExceptKeywords().getStringsList()));
            case EXCEPT_INTEGERS ->
                except(path, integers(path, match.getExceptIntegers().getIntegersList()));
            case TEXT -> throw Refusal.unsupported("The filter condition `match.text`");
            case PHRASE -> throw Refusal.unsupported("The filter condition `match.phrase`");
            case TEXT_ANY -> throw Refusal.unsupported("The filter condition `match.text_any`");
            case MATCHVALUE_NOT_SET -> throw Refusal.badInput("Malformed Match condition");
        };
    }

    private static Stream<PayloadTerm> keywords(PayloadPath path, List<String> values) {
        return values.stream().map(value -> PayloadTerm.keyword(path, value));
    }

    private static Stream<PayloadTerm> integers(PayloadPath path, List<Long> values) {
        return values.stream().map(value -> PayloadTerm.integer(path, value));
    }

    private static Query any(Stream<PayloadTerm> terms) {
        return new TermInSetQuery(
                PayloadTerm.FIELD, terms.map(PayloadTerm::bytes).toList());
    }

    /** Holds for a point with some value that is none of these: the values in the gaps between them, in term order. */
    private static Query except(PayloadPath path, Stream<PayloadTerm> terms) {
        BooleanQuery.Builder gaps = new BooleanQuery.Builder();
        BytesRef from = PayloadTerm.firstValue(path);
        for (BytesRef excluded :
                (Iterable<BytesRef>) terms.map(PayloadTerm::bytes).sorted().distinct()::iterator) {
            gaps.add(gap(from, excluded), Occur.SHOULD);
            from = excluded;
        }
        return gaps.add(gap(from, PayloadTerm.afterLastValue(path)), Occur.SHOULD)
                .build();
    }

    private static Query gap(BytesRef from, BytesRef to) {
        return new TermRangeQuery(PayloadTerm.FIELD, from, to, false, false);
    }

    private static Query range(PayloadPath path, Range range) {
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
        return DoublePoint.newRangeQuery(PayloadFields.numbers(path), low, high);
    }

    private static double bound(double value) {
        if (Double.isNaN(value)) {
            throw Refusal.badInput("A bound of a range is not a number");
        }
        return PayloadFields.withoutNegativeZero(value);
    }

    private static Query range(PayloadPath path, DatetimeRange range) {
        long low = Long.MIN_VALUE;
        long high = Long.MAX_VALUE;
        if (range.hasGte()) {
            low = Math.max(low, micros(range.getGte()));
        }
        if (range.hasGt()) {
            low = Math.max(low, Math.incrementExact(micros(range.getGt())));
        }
        if (range.hasLte()) {
            high = Math.min(high, micros(range.getLte()));
        }
        if (range.hasLt()) {
            high = Math.min(high, Math.decrementExact(micros(range.getLt())));
        }
        return LongPoint.newRangeQuery(PayloadFields.datetimes(path), low, high);
    }

    private static long micros(Timestamp timestamp) {
        try {
            return Datetime.micros(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
        } catch (DateTimeException | ArithmeticException e) {
            throw Refusal.badInput("A bound of a time range is out of range: " + timestamp.getSeconds() + " s");
        }
    }
}
