package dev.lockstep.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Filter} from its JSON form.
 *
 * <pre>
 * {"field": value}                         equal (for a list: any element)
 * {"field": {"$gte": 1, "$lt": 5}}         operators, all of which must hold
 * {"$and": [..]}, {"$or": [..]}, {"$not": {..}}
 * {"$language": "de"}                      the document's language; or $eq, $ne, $in, $nin
 * </pre>
 *
 * Operators: {@code $eq $ne $in $nin $gt $gte $lt $lte $exists}. {@code $ne} and {@code $nin} also match documents
 * without the field. Anything not understood is refused: a filter that silently means "everything" leaks documents.
 */
public final class FilterParser {

    /** A filter deeper or longer than this is refused, so that no request can exhaust the stack or a store. */
    public static final int MAX_DEPTH = 16;

    public static final int MAX_CONDITIONS = 256;

    /** All strings of a filter together may be this long, since it goes to the stores with every round of a search. */
    public static final int MAX_TEXT = 65_536;

    private static final Set<String> LOGICAL = Set.of("$and", "$or", "$not");
    private static final Set<String> RANGE = Set.of("$gt", "$gte", "$lt", "$lte");
    private static final String OPERATORS = "$eq, $ne, $in, $nin, $gt, $gte, $lt, $lte, $exists, $and, $or, $not";

    private static final Pattern LANGUAGE_CODE = Pattern.compile("[a-z]{2,3}");

    private int conditions;
    private int text;

    private FilterParser() {}

    /**
     * Reads a filter, which may be absent.
     *
     * @throws Rejected saying where the filter is wrong
     */
    public static Filter parse(@Nullable Map<String, ?> json) {
        return json == null ? Filter.ALL : new FilterParser().object(json, "filter", 1);
    }

    private Filter object(Map<?, ?> json, String where, int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid(where, "is nested deeper than " + MAX_DEPTH);
        }
        if (json.isEmpty() && depth > 1) {
            throw invalid(where, "has an empty filter: name a field, or leave it out");
        }
        List<Filter> all = new ArrayList<>();
        json.forEach((rawKey, value) -> {
            String key = rawKey.toString();
            String here = where + "." + FieldNames.shown(key);
            if (LOGICAL.contains(key)) {
                count(1);
            }
            switch (key) {
                case "$and" -> all.add(new Filter.And(list(value, here, depth)));
                case "$or" -> all.add(new Filter.Or(list(value, here, depth)));
                case "$not" -> all.add(new Filter.Not(object(requireObject(value, here), here, depth + 1)));
                default -> all.add(field(key, value, here));
            }
        });
        return all.size() == 1 ? all.get(0) : new Filter.And(all);
    }

    private List<Filter> list(@Nullable Object value, String where, int depth) {
        if (!(value instanceof List<?> parts) || parts.isEmpty()) {
            throw invalid(where, "must be a list of at least one filter");
        }
        List<Filter> filters = new ArrayList<>(parts.size());
        for (Object part : parts) {
            String here = where + "[" + filters.size() + "]";
            filters.add(object(requireObject(part, here), here, depth + 1));
        }
        return filters;
    }

    private Filter field(String field, @Nullable Object value, String where) {
        if (field.equals(Filter.LANGUAGE)) {
            return language(value, where);
        }
        if (field.startsWith("$")) {
            throw unknownOperator(field, where);
        }
        if (!FieldNames.isPath(field)) {
            throw noField(field);
        }
        if (value instanceof Map<?, ?> operators) {
            return operators(field, operators, where);
        }
        if (value instanceof List) {
            throw invalid(where, "is a list: write {\"$in\": [..]} to match any of its values");
        }
        return anyOf(field, List.of(scalar(value, where)));
    }

    /** Reads a condition on the language: equal to one code or to one of several, or not. */
    private Filter language(@Nullable Object value, String where) {
        if (!(value instanceof Map<?, ?> operators)) {
            return language(List.of(scalar(value, where)), where);
        }
        List<Filter> all = new ArrayList<>();
        operators.forEach((rawOperator, operand) -> {
            String operator = rawOperator.toString();
            String here = where + "." + FieldNames.shown(operator);
            all.add(
                    switch (operator) {
                        case "$eq" -> language(List.of(scalar(operand, here)), here);
                        case "$ne" -> new Filter.Not(language(List.of(scalar(operand, here)), here));
                        case "$in" -> language(scalars(operand, here), here);
                        case "$nin" -> new Filter.Not(language(scalars(operand, here), here));
                        default -> throw mismatch(where, "a language takes $eq, $ne, $in and $nin only");
                    });
        });
        if (all.isEmpty()) {
            throw invalid(where, "names no operator; there are $eq, $ne, $in, $nin");
        }
        return all.size() == 1 ? all.get(0) : new Filter.And(all);
    }

    private Filter language(List<Object> codes, String where) {
        count(codes.size());
        for (Object code : codes) {
            if (!(code instanceof String text && LANGUAGE_CODE.matcher(text).matches())) {
                throw mismatch(where, "a language is a code such as 'de', or 'und' for none in particular");
            }
        }
        return new Filter.Language(codes.stream().map(String.class::cast).toList(), false);
    }

    private Filter operators(String field, Map<?, ?> operators, String where) {
        if (operators.isEmpty()) {
            throw invalid(where, "names no operator; there are " + OPERATORS);
        }
        List<Filter> all = new ArrayList<>();
        Map<String, Object> range = new LinkedHashMap<>();
        operators.forEach((rawOperator, value) -> {
            String operator = rawOperator.toString();
            String here = where + "." + FieldNames.shown(operator);
            if (RANGE.contains(operator)) {
                range.put(operator, scalar(value, here));
            } else {
                all.add(operator(field, operator, value, here));
            }
        });
        if (!range.isEmpty()) {
            all.add(range(field, range, where));
        }
        return all.size() == 1 ? all.get(0) : new Filter.And(all);
    }

    private Filter operator(String field, String operator, @Nullable Object value, String where) {
        return switch (operator) {
            case "$eq" -> anyOf(field, List.of(scalar(value, where)));
            case "$ne" -> new Filter.Not(anyOf(field, List.of(scalar(value, where))));
            case "$in" -> anyOf(field, scalars(value, where));
            case "$nin" -> new Filter.Not(anyOf(field, scalars(value, where)));
            case "$exists" -> exists(field, value, where);
            default -> throw unknownOperator(operator, where);
        };
    }

    private Filter anyOf(String field, List<Object> values) {
        count(values.size());
        return new Filter.AnyOf(field, values);
    }

    private void count(int more) {
        conditions += more;
        if (conditions > MAX_CONDITIONS) {
            throw invalid("filter", "has more than " + MAX_CONDITIONS + " conditions");
        }
    }

    private void countText(int more) {
        text += more;
        if (text > MAX_TEXT) {
            throw invalid("filter", "has more than " + MAX_TEXT + " characters in its values");
        }
    }

    private Filter exists(String field, @Nullable Object value, String where) {
        if (!(value instanceof Boolean wanted)) {
            throw mismatch(where, "$exists takes true or false");
        }
        count(1);
        Filter exists = new Filter.Exists(field);
        return wanted ? exists : new Filter.Not(exists);
    }

    private Filter range(String field, Map<String, Object> range, String where) {
        count(1);
        boolean numbers = range.values().stream().allMatch(Double.class::isInstance);
        if (numbers) {
            return new Filter.NumberRange(field, bounds(range, Double.class::cast));
        }
        return new Filter.DateRange(field, bounds(range, value -> date(value, where)));
    }

    private static Instant date(Object value, String where) {
        if (value instanceof String text) {
            return Instants.parse(text)
                    .orElseThrow(() -> mismatch(
                            where,
                            "only numbers and RFC 3339 dates have an order; '" + FieldNames.shown(text)
                                    + "' is neither"));
        }
        throw mismatch(where, "bounds must be all numbers or all RFC 3339 dates");
    }

    private static <T extends Comparable<T>> Filter.Bounds<T> bounds(
            Map<String, Object> range, Function<Object, T> read) {
        return new Filter.Bounds<>(
                bound(range, "$gt", read),
                bound(range, "$gte", read),
                bound(range, "$lt", read),
                bound(range, "$lte", read));
    }

    private static <T> @Nullable T bound(Map<String, Object> range, String operator, Function<Object, T> read) {
        Object value = range.get(operator);
        return value == null ? null : read.apply(value);
    }

    private List<Object> scalars(@Nullable Object value, String where) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw mismatch(where, "takes a list of at least one value");
        }
        List<Object> scalars = new ArrayList<>(list.size());
        for (Object element : list) {
            scalars.add(scalar(element, where + "[" + scalars.size() + "]"));
        }
        return scalars;
    }

    private Object scalar(@Nullable Object value, String where) {
        if (value instanceof Number number) {
            return number(number, where);
        }
        if (value instanceof String string) {
            Texts.requireStorable(string, where);
            countText(string.length());
            return string;
        }
        if (value instanceof Boolean) {
            return value;
        }
        throw mismatch(where, "must be a string, a number or a boolean; for absent fields use {\"$exists\": false}");
    }

    private static Double number(Number number, String where) {
        if (!Numbers.isExact(number)) {
            throw mismatch(where, "numbers go to 1.8e308 and integers to 2^53: no field holds a larger one");
        }
        return Numbers.comparable(number);
    }

    private static Map<?, ?> requireObject(@Nullable Object value, String where) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw invalid(where, "must be an object");
    }

    private static Rejected unknownOperator(String operator, String where) {
        return new Rejected(
                ErrorCode.UNKNOWN_FILTER_OPERATOR,
                where + ": '" + FieldNames.shown(operator) + "' is not an operator; there are " + OPERATORS,
                Map.of("operator", FieldNames.shown(operator)));
    }

    /** Refuses a field that no metadata can have: it is as unknown as one that no document happens to have. */
    private static Rejected noField(String field) {
        return new Rejected(
                ErrorCode.UNKNOWN_FILTER_FIELD,
                "'" + FieldNames.shown(field)
                        + "' is not a metadata field: its name is made of letters, digits, '_' and '-',"
                        + " with '.' between an object and its member, and no longer than " + FieldNames.LONGEST_PATH
                        + " characters",
                Map.of("field", FieldNames.shown(field)));
    }

    private static Rejected invalid(String where, String what) {
        return new Rejected(ErrorCode.INVALID_FILTER, where + " " + what);
    }

    private static Rejected mismatch(String where, String what) {
        return new Rejected(ErrorCode.FILTER_TYPE_MISMATCH, where + ": " + what);
    }
}
