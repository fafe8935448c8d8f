package dev.lockstep.stores.points;

import com.google.protobuf.Timestamp;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Readers;
import dev.lockstep.domain.ScopeId;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static io.qdrant.client.ConditionFactory.datetimeRange;
import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.isEmpty;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.range;

/**
 * Translates a {@link Filter} to Qdrant's form. It must match exactly what {@link Filter#matches} matches: a search
 * merges hits that Qdrant filtered with hits that this process filtered.
 */
final class FilterCodec {

    private FilterCodec() {}

    /** Confines a filter to one scope, as every search is, whether or not the scope has the collection for itself. */
    static Common.Filter within(ScopeId scope, Filter filter) {
        Common.Filter.Builder all =
                Common.Filter.newBuilder().addMust(ConditionFactory.matchKeyword(PointCodec.SCOPE, scope.toString()));
        if (!filter.equals(Filter.ALL)) {
            all.addMust(condition(filter));
        }
        return all.build();
    }

    private static Condition condition(Filter filter) {
        if (filter instanceof Filter.AnyOf anyOf) {
            return anyOf(path(anyOf.field()), anyOf.values());
        } else if (filter instanceof Filter.NumberRange numbers) {
            return range(path(numbers.field()), numbers(numbers.bounds()));
        } else if (filter instanceof Filter.DateRange dates) {
            return datetimeRange(datesPath(dates.field()), dates(dates.bounds()));
        } else if (filter instanceof Filter.AnyDate dates) {
            return anyDate(datesPath(dates.field()), dates.instants());
        } else if (filter instanceof Filter.Exists exists) {
            return not(isEmpty(path(exists.field())));
        } else if (filter instanceof Filter.Language language) {
            return language(language);
        } else if (filter instanceof Filter.ReadableBy readable) {
            return readableBy(readable);
        } else if (filter instanceof Filter.And and) {
            return filter(Common.Filter.newBuilder()
                    .addAllMust(conditions(and.filters()))
                    .build());
        } else if (filter instanceof Filter.Or or) {
            return filter(Common.Filter.newBuilder()
                    .addAllShould(conditions(or.filters()))
                    .build());
        }
        return not(condition(((Filter.Not) filter).filter()));
    }

    private static List<Condition> conditions(List<Filter> filters) {
        return filters.stream().map(FilterCodec::condition).toList();
    }

    private static Condition not(Condition condition) {
        return filter(Common.Filter.newBuilder().addMustNot(condition).build());
    }

    private static String path(String field) {
        return PointCodec.METADATA + "." + field;
    }

    private static String datesPath(String field) {
        return PointCodec.DATES + "." + field;
    }

    private static Condition language(Filter.Language language) {
        Common.Filter.Builder any =
                Common.Filter.newBuilder().addShould(matchKeywords(PointCodec.LANGUAGE, language.codes()));
        if (language.orOfKnowledgeBase()) {
            any.addShould(isEmpty(PointCodec.LANGUAGE));
        }
        return filter(any.build());
    }

    /** An empty list of readers is the same as none to Qdrant, so a payload of its own tells it. */
    private static Condition readableBy(Filter.ReadableBy readable) {
        String readers = path(Readers.FIELD);
        Common.Filter.Builder any =
                Common.Filter.newBuilder().addShould(matchKeywords(readers, List.copyOf(readable.principals())));
        if (readable.orUnnamed()) {
            any.addShould(filter(Common.Filter.newBuilder()
                    .addMust(isEmpty(readers))
                    .addMustNot(match(PointCodec.FOR_NOBODY, true))
                    .build()));
        }
        return filter(any.build());
    }

    private static Condition anyDate(String path, List<Instant> instants) {
        Common.Filter.Builder any = Common.Filter.newBuilder();
        instants.forEach(instant ->
                any.addShould(datetimeRange(path, dates(new Filter.Bounds<>(null, instant, null, instant)))));
        return filter(any.build());
    }

    /**
     * Matches any of these values. Numbers are matched as ranges of one value: Qdrant's own match knows integers
     * only, and 1 must equal 1.0.
     */
    private static Condition anyOf(String path, List<Object> values) {
        Common.Filter.Builder any = Common.Filter.newBuilder();
        List<String> keywords = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Double number) {
                any.addShould(range(
                        path,
                        Common.Range.newBuilder().setGte(number).setLte(number).build()));
            } else if (value instanceof Boolean bool) {
                any.addShould(match(path, bool));
            } else {
                keywords.add((String) value);
            }
        }
        if (!keywords.isEmpty()) {
            any.addShould(matchKeywords(path, keywords));
        }
        return filter(any.build());
    }

    private static Common.Range numbers(Filter.Bounds<Double> bounds) {
        Common.Range.Builder range = Common.Range.newBuilder();
        if (bounds.gt() != null) {
            range.setGt(bounds.gt());
        }
        if (bounds.gte() != null) {
            range.setGte(bounds.gte());
        }
        if (bounds.lt() != null) {
            range.setLt(bounds.lt());
        }
        if (bounds.lte() != null) {
            range.setLte(bounds.lte());
        }
        return range.build();
    }

    private static Common.DatetimeRange dates(Filter.Bounds<Instant> bounds) {
        Common.DatetimeRange.Builder range = Common.DatetimeRange.newBuilder();
        if (bounds.gt() != null) {
            range.setGt(timestamp(bounds.gt()));
        }
        if (bounds.gte() != null) {
            range.setGte(timestamp(bounds.gte()));
        }
        if (bounds.lt() != null) {
            range.setLt(timestamp(bounds.lt()));
        }
        if (bounds.lte() != null) {
            range.setLte(timestamp(bounds.lte()));
        }
        return range.build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
