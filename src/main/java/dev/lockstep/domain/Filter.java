package dev.lockstep.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A condition on metadata, and on a document's language. {@link FilterParser} reads it from JSON; the write buffer evaluates it with {@link #matches},
 * and the point store translates it for Qdrant. Both must agree on every input: a field that holds a list matches when
 * any element does.
 */
public sealed interface Filter {

    Filter ALL = new And(List.of());

    /** The name by which filters ask for a document's language. No metadata can have it. */
    String LANGUAGE = "$language";

    /**
     * Tells whether something with this metadata matches.
     *
     * @param language of its own; null when it has none
     */
    boolean matches(Metadata metadata, @Nullable String language);

    /** The field equals one of the values; a value is a String, a Double or a Boolean. */
    record AnyOf(String field, List<Object> values) implements Filter {
        public AnyOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return metadata.at(field).stream().map(AnyOf::comparable).anyMatch(values::contains);
        }

        private static Object comparable(Object scalar) {
            return scalar instanceof Number number ? Numbers.comparable(number) : scalar;
        }
    }

    /** The field is a number between bounds; a bound may be absent. */
    record NumberRange(String field, Bounds<Double> bounds) implements Filter {
        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return metadata.at(field).stream()
                    .anyMatch(scalar -> scalar instanceof Number number && bounds.contain(Numbers.comparable(number)));
        }
    }

    /** The field is a date between bounds; a bound may be absent. */
    record DateRange(String field, Bounds<Instant> bounds) implements Filter {
        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return metadata.at(field).stream()
                    .anyMatch(scalar -> scalar instanceof String text
                            && Instants.parse(text).filter(bounds::contain).isPresent());
        }
    }

    /** The field is one of these dates, however it is written. Only a schema tells that a field holds dates. */
    record AnyDate(String field, List<Instant> instants) implements Filter {
        public AnyDate {
            instants = List.copyOf(instants);
        }

        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return metadata.at(field).stream()
                    .anyMatch(scalar -> scalar instanceof String text
                            && Instants.parse(text).filter(instants::contains).isPresent());
        }
    }

    /** There is something at the field's path: a value, a list that is not empty, or an object. */
    record Exists(String field) implements Filter {
        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return metadata.has(field);
        }
    }

    /**
     * The document is in one of the languages.
     *
     * @param orOfKnowledgeBase whether one is that of the knowledge base, which documents have that name no other
     */
    record Language(List<String> codes, boolean orOfKnowledgeBase) implements Filter {
        public Language {
            codes = List.copyOf(codes);
        }

        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return language == null ? orOfKnowledgeBase : codes.contains(language);
        }

        /** Returns what this means in a knowledge base of a language. */
        public Language in(@Nullable String knowledgeBase) {
            return new Language(codes, knowledgeBase != null && codes.contains(knowledgeBase));
        }
    }

    /**
     * The document's {@link Readers} name one of the principals. No filter of a request has this form.
     *
     * @param orUnnamed whether documents match, too, that name no readers; an empty list of readers is not that
     */
    record ReadableBy(Set<String> principals, boolean orUnnamed) implements Filter {
        public ReadableBy {
            principals = Set.copyOf(principals);
        }

        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            Object readers = metadata.values().get(Readers.FIELD);
            if (readers == null) {
                return orUnnamed;
            }
            return readers instanceof List<?> list ? list.stream().anyMatch(this::names) : names(readers);
        }

        private boolean names(Object reader) {
            return reader instanceof String text && principals.contains(text);
        }
    }

    record And(List<Filter> filters) implements Filter {
        public And {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return filters.stream().allMatch(filter -> filter.matches(metadata, language));
        }
    }

    record Or(List<Filter> filters) implements Filter {
        public Or {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return filters.stream().anyMatch(filter -> filter.matches(metadata, language));
        }
    }

    record Not(Filter filter) implements Filter {
        @Override
        public boolean matches(Metadata metadata, @Nullable String language) {
            return !filter.matches(metadata, language);
        }
    }

    /** Lower and upper bounds, each absent, inclusive or exclusive. */
    record Bounds<T extends Comparable<T>>(
            @Nullable T gt,
            @Nullable T gte,
            @Nullable T lt,
            @Nullable T lte) {
        boolean contain(T value) {
            return (gt == null || value.compareTo(gt) > 0)
                    && (gte == null || value.compareTo(gte) >= 0)
                    && (lt == null || value.compareTo(lt) < 0)
                    && (lte == null || value.compareTo(lte) <= 0);
        }
    }

    /** One use of a field, for the check against the fields and types that a knowledge base knows. */
    record FieldUse(String field, Set<FieldType> anyOf) {}

    /** Every field this filter uses and the types it asks for; an empty set asks for none in particular. */
    static List<FieldUse> uses(Filter filter) {
        if (filter instanceof AnyOf anyOf) {
            return anyOf.values().stream()
                    .map(value -> new FieldUse(anyOf.field(), Set.of(typeOf(value))))
                    .toList();
        } else if (filter instanceof NumberRange range) {
            return List.of(new FieldUse(range.field(), Set.of(FieldType.NUMBER)));
        } else if (filter instanceof DateRange range) {
            return List.of(new FieldUse(range.field(), Set.of(FieldType.DATE)));
        } else if (filter instanceof AnyDate dates) {
            return List.of(new FieldUse(dates.field(), Set.of(FieldType.DATE)));
        } else if (filter instanceof Exists exists) {
            return List.of(new FieldUse(exists.field(), Set.of()));
        } else if (filter instanceof Language) {
            return List.of(new FieldUse(LANGUAGE, Set.of(FieldType.STRING)));
        } else if (filter instanceof ReadableBy) {
            return List.of(new FieldUse(Readers.FIELD, Set.of(FieldType.STRING)));
        } else if (filter instanceof And and) {
            return and.filters().stream().flatMap(part -> uses(part).stream()).toList();
        } else if (filter instanceof Or or) {
            return or.filters().stream().flatMap(part -> uses(part).stream()).toList();
        }
        return uses(((Not) filter).filter());
    }

    /** The same filter with other conditions in the places of those on fields. */
    static Filter rewritten(Filter filter, UnaryOperator<Filter> condition) {
        if (filter instanceof And and) {
            return new And(and.filters().stream()
                    .map(part -> rewritten(part, condition))
                    .toList());
        } else if (filter instanceof Or or) {
            return new Or(or.filters().stream()
                    .map(part -> rewritten(part, condition))
                    .toList());
        } else if (filter instanceof Not not) {
            return new Not(rewritten(not.filter(), condition));
        }
        return condition.apply(filter);
    }

    private static FieldType typeOf(Object value) {
        if (value instanceof Double) {
            return FieldType.NUMBER;
        }
        return value instanceof Boolean ? FieldType.BOOLEAN : FieldType.STRING;
    }
}
