package dev.lockstep.domain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what the metadata of a knowledge base's documents must be. A declared field is checked at each write, indexed from the beginning,
 * and decides what a filter's values mean: a {@link FieldType#DATE} is compared as the instant it names.
 *
 * @param fields by path, {@code author.name}; {@link SchemaRules} says which are accepted
 * @param additional what is done about fields that are not declared
 */
public record MetadataSchema(Map<String, Field> fields, Additional additional) {

    public MetadataSchema {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** A declared field. */
    public record Field(FieldType type, Shape shape, Presence presence) {

        private String expected() {
            return shape == Shape.LIST ? "a list of " + type.plural() : type.noun();
        }

        private boolean admits(Object value) {
            return shape == Shape.LIST
                    ? value instanceof List<?> list && list.stream().allMatch(type::admits)
                    : type.admits(value);
        }
    }

    public enum Shape {
        SINGLE,
        LIST
    }

    public enum Presence {
        OPTIONAL,
        REQUIRED
    }

    public enum Additional {
        REFUSE,
        ALLOW
    }

    /**
     * Checks metadata and returns it in the form in which it is kept.
     *
     * @throws Rejected naming the field that is wrong, and what is expected there
     */
    public Metadata check(Metadata metadata) {
        check("", metadata.values());
        fields.forEach((path, field) -> {
            if (field.presence() == Presence.REQUIRED && !metadata.has(path)) {
                throw invalid(path, field.expected(), "is missing: the schema requires " + field.expected());
            }
        });
        return metadata;
    }

    /** Returns a value in the form in which it may stand in a field; empty if there is none. */
    public Optional<Object> fitting(String path, Object value) {
        Field declared = fields.get(path);
        if (declared == null) {
            boolean free = additional == Additional.ALLOW && !holdsDeclared(path);
            return free ? Optional.of(value) : Optional.empty();
        }
        Object formed = declared.shape() == Shape.LIST && !(value instanceof List<?>) ? List.of(value) : value;
        return Optional.of(formed).filter(declared::admits);
    }

    private void check(String prefix, Map<?, ?> object) {
        object.forEach((key, value) -> {
            String path = prefix + key;
            Field declared = fields.get(path);
            if (declared != null) {
                check(path, declared, value);
            } else if (holdsDeclared(path)) {
                check(path + ".", requireObject(path, value));
            } else if (additional == Additional.REFUSE && !path.equals(Readers.FIELD)) {
                throw undeclared(path);
            }
        });
    }

    private static void check(String path, Field declared, Object value) {
        if (!declared.admits(value)) {
            throw invalid(path, declared.expected(), "must be " + declared.expected() + ", not " + described(value));
        }
    }

    private boolean holdsDeclared(String path) {
        return fields.keySet().stream().anyMatch(declared -> declared.startsWith(path + "."));
    }

    private static Map<?, ?> requireObject(String path, Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw invalid(path, "an object", "must be an object, since fields in it are declared, not " + described(value));
    }

    private Rejected undeclared(String path) {
        return invalid(path, "nothing", "is not declared; the schema has " + names() + " and refuses others");
    }

    /** The declared fields, for messages. */
    String names() {
        return fields.isEmpty() ? "no fields" : String.join(", ", fields.keySet());
    }

    private static String described(@Nullable Object value) {
        if (value instanceof Map) {
            return "an object";
        } else if (value instanceof List<?> list) {
            return list.isEmpty() ? "an empty list" : "a list with " + described(list.get(0));
        } else if (value instanceof String text) {
            return "'" + FieldNames.shown(text) + "'";
        }
        return String.valueOf(value);
    }

    private static Rejected invalid(String path, String expected, String what) {
        return new Rejected(
                ErrorCode.METADATA_INVALID,
                "metadata '" + path + "' " + what,
                Map.of("field", path, "expected", expected));
    }
}
