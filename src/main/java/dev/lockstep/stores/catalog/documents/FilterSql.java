package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Filter.Bounds;
import dev.lockstep.domain.MetadataDates;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates a {@link Filter} to SQL on {@code v}, the row of {@code document_version}, and on {@code d}, that of its {@code document}. It must match exactly what
 * {@link Filter#matches} matches. Fields and values alike are parameters: nothing that a client sent is part of the
 * statement.
 *
 * <p>Equality is containment where both sides are written in one way: strings, booleans, whole numbers, and dates in their
 * copy. The index on {@code metadata} serves it. What has an order, or could be written in two ways, is taken out and
 * compared as what it is. No condition is ever NULL, so each may be negated.
 */
final class FilterSql {

    private static final double LARGEST_WHOLE = 0x1p53;

    private final Tuple parameters;

    private FilterSql(Tuple parameters) {
        this.parameters = parameters;
    }

    /**
     * Returns the SQL condition of a filter.
     *
     * @param parameters the parameters of the statement so far; those of the condition are added
     */
    static String condition(Filter filter, Tuple parameters) {
        return new FilterSql(parameters).sql(filter);
    }

    private String sql(Filter filter) {
        if (filter instanceof Filter.AnyOf anyOf) {
            return any(anyOf.values(), value -> equal(anyOf.field(), value));
        } else if (filter instanceof Filter.NumberRange range) {
            return element("v.metadata", range.field(), "number", "element.value::float8", range.bounds());
        } else if (filter instanceof Filter.DateRange range) {
            return element(
                    "v.dates", range.field(), "string", "(element.value #>> '{}')::timestamptz", times(range.bounds()));
        } else if (filter instanceof Filter.AnyDate dates) {
            return any(
                    dates.instants(), instant -> "v.dates @> " + list(dates.field(), MetadataDates.written(instant)));
        } else if (filter instanceof Filter.Exists exists) {
            return "jsonb_path_exists(v.metadata, " + path(exists.field()) + ")";
        } else if (filter instanceof Filter.Language language) {
            return language(language);
        } else if (filter instanceof Filter.ReadableBy readable) {
            return readable(parameter(readable.principals().toArray(String[]::new)), "" + readable.orUnnamed());
        } else if (filter instanceof Filter.And and) {
            return joined(and.filters(), " AND ", "true");
        } else if (filter instanceof Filter.Or or) {
            return joined(or.filters(), " OR ", "false");
        }
        return "NOT " + sql(((Filter.Not) filter).filter());
    }

    /** The language may differ between generations, so it is that of the one that serves. */
    private static final String LANGUAGE = """
            (SELECT g.language FROM version_in_generation g
             JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.generation = g.generation
             WHERE g.document_id = v.document_id AND g.version = v.version)""";

    private String language(Filter.Language language) {
        return "coalesce(" + LANGUAGE + " = ANY(" + parameter(language.codes().toArray(String[]::new)) + "::text[]), "
                + language.orOfKnowledgeBase() + ")";
    }

    /**
     * Returns the SQL condition that the readers in {@code v.metadata} name one of the principals.
     *
     * @param principals an array, as a parameter of the statement
     * @param orUnnamed whether one that names no readers matches; SQL of its own
     */
    static String readable(String principals, String orUnnamed) {
        return READABLE.formatted(principals, orUnnamed);
    }

    /** Readers of any other form, which only documents from before there were any may have, name nobody. */
    private static final String READABLE = """
            (CASE WHEN v.metadata ? 'readers'
                  THEN CASE jsonb_typeof(v.metadata -> 'readers')
                       WHEN 'array' THEN v.metadata -> 'readers' ?| %1$s::text[]
                       WHEN 'string' THEN v.metadata ->> 'readers' = ANY(%1$s::text[])
                       ELSE false END
                  ELSE %2$s END)""";

    private String joined(List<Filter> filters, String with, String ofNone) {
        return filters.isEmpty() ? ofNone : filters.stream().map(this::sql).collect(Collectors.joining(with, "(", ")"));
    }

    private static <T> String any(List<T> values, Function<T, String> one) {
        return values.stream().map(one).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String equal(String field, Object value) {
        if (value instanceof Double number) {
            boolean isWhole = number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE;
            return isWhole
                    ? contained(field, number.longValue())
                    : element("v.metadata", field, "number", "element.value::float8", only(number));
        }
        return contained(field, value);
    }

    /** Matches a value, or an element of a list: containment inside an object tells the two apart. */
    private String contained(String field, Object value) {
        return "v.metadata @> " + parameter(nested(field, value)) + " OR v.metadata @> " + list(field, value);
    }

    private String list(String field, Object value) {
        return parameter(nested(field, new JsonArray().add(value)));
    }

    private static JsonObject nested(String field, Object value) {
        String[] keys = field.split("\\.");
        Object nested = value;
        for (int i = keys.length - 1; i >= 0; i--) {
            nested = new JsonObject().put(keys[i], nested);
        }
        return (JsonObject) nested;
    }

    /**
     * Tells in SQL whether any scalar of this type at the field lies between the bounds. CASE keeps others from
     * being read as one.
     */
    private String element(String column, String field, String type, String value, Bounds<?> bounds) {
        return "EXISTS (SELECT FROM jsonb_path_query(" + column + ", " + path(field) + ") AS element (value)"
                + " WHERE CASE jsonb_typeof(element.value) WHEN '" + type + "' THEN " + between(value, bounds)
                + " ELSE false END)";
    }

    private String between(String value, Bounds<?> bounds) {
        return Stream.of(
                        compared(value, " > ", bounds.gt()),
                        compared(value, " >= ", bounds.gte()),
                        compared(value, " < ", bounds.lt()),
                        compared(value, " <= ", bounds.lte()))
                .filter(comparison -> !comparison.isEmpty())
                .collect(Collectors.joining(" AND "));
    }

    private String compared(String value, String operator, @Nullable Object bound) {
        return bound == null ? "" : value + operator + parameter(bound);
    }

    private static Bounds<Double> only(Double number) {
        return new Bounds<>(null, number, null, number);
    }

    private static Bounds<OffsetDateTime> times(Bounds<Instant> bounds) {
        return new Bounds<>(time(bounds.gt()), time(bounds.gte()), time(bounds.lt()), time(bounds.lte()));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * Returns the JSON path of a field. In lax mode a value is a list of itself, and what is not there is an empty
     * list; a number among the keys is a key.
     */
    private String path(String field) {
        String path =
                Arrays.stream(field.split("\\.")).map(Json::encode).collect(Collectors.joining(".", "lax $.", "[*]"));
        return "CAST(" + parameter(path) + "::text AS jsonpath)";
    }

    private String parameter(Object value) {
        parameters.addValue(value);
        return "$" + parameters.size();
    }
}
