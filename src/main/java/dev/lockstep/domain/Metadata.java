package dev.lockstep.domain;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a document's owner about it: a JSON object of strings, numbers, booleans, lists of these, and objects.
 *
 * <p>A field is named by its path, {@code author.name}. {@link MetadataRules} says what is accepted; what gets here has
 * been checked.
 */
public record Metadata(Map<String, Object> values) {

    public static final Metadata EMPTY = new Metadata(Map.of());

    public Metadata {
        values = copy(values);
    }

    private static Map<String, Object> copy(Map<?, ?> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> copy.put(key.toString(), copy(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> object) {
            return copy(object);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Metadata::copy).toList();
        }
        return value instanceof Number number ? Numbers.canonical(number) : value;
    }

    /** The scalars at a path: none, one, or a list's elements. */
    public List<Object> at(String path) {
        return scalars(valueAt(path)).toList();
    }

    /** Tells whether there is anything at a path: as in Qdrant, an object is something and an empty list is not. */
    public boolean has(String path) {
        Object value = valueAt(path);
        return value != null && !(value instanceof List<?> list && list.isEmpty());
    }

    private @Nullable Object valueAt(String path) {
        Object found = values;
        for (String key : path.split("\\.")) {
            if (!(found instanceof Map<?, ?> object)) {
                return null;
            }
            found = object.get(key);
        }
        return found;
    }

    private static Stream<Object> scalars(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(Metadata::scalars);
        }
        return value == null || value instanceof Map ? Stream.empty() : Stream.of(value);
    }

    /** Every field in use, by path in alphabetical order, with the types of its values. */
    public Map<String, Set<FieldType>> fields() {
        Map<String, Set<FieldType>> fields = new TreeMap<>();
        collect("", values, fields);
        return fields;
    }

    private static void collect(String prefix, Map<?, ?> object, Map<String, Set<FieldType>> fields) {
        object.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                collect(prefix + key + ".", inner, fields);
            } else {
                scalars(value)
                        .forEach(scalar -> fields.computeIfAbsent(prefix + key, path -> EnumSet.noneOf(FieldType.class))
                                .addAll(typesOf(scalar)));
            }
        });
    }

    private static Set<FieldType> typesOf(Object scalar) {
        if (scalar instanceof Number) {
            return EnumSet.of(FieldType.NUMBER);
        }
        if (scalar instanceof Boolean) {
            return EnumSet.of(FieldType.BOOLEAN);
        }
        return Instants.parse(scalar.toString()).isPresent()
                ? EnumSet.of(FieldType.STRING, FieldType.DATE)
                : EnumSet.of(FieldType.STRING);
    }

    /**
     * Changes this metadata as a JSON merge patch says (RFC 7396): members are set, {@code null} removes one, objects are merged,
     * anything else replaced.
     */
    public Map<String, Object> patchedWith(Map<String, @Nullable Object> patch) {
        return merge(values, patch);
    }

    private static Map<String, Object> merge(Map<?, ?> target, Map<?, ?> patch) {
        Map<String, Object> merged = new LinkedHashMap<>();
        target.forEach((key, value) -> merged.put(key.toString(), value));
        patch.forEach((key, value) -> {
            String name = key.toString();
            if (value == null) {
                merged.remove(name);
            } else if (value instanceof Map<?, ?> object) {
                merged.put(name, merge(merged.get(name) instanceof Map<?, ?> old ? old : Map.of(), object));
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
