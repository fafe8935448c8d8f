package dev.lockstep.domain;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what metadata is accepted, and says why not the rest: keys must be usable in a filter's path, values must mean the same in
 * PostgreSQL, in Qdrant and in memory.
 *
 * @param maxDepth how deep objects may nest, the outermost counting 1
 * @param maxBytes the sum of the UTF-8 bytes of all keys and scalars
 */
public record MetadataRules(int maxDepth, int maxBytes) {

    /**
     * Checks the metadata of a request. Members that are {@code null} are left out: to a filter they are the same as absent ones.
     *
     * @throws Rejected saying which field is wrong and what is allowed
     */
    public Metadata accept(@Nullable Map<String, ?> raw) {
        if (raw == null) {
            return Metadata.EMPTY;
        }
        Size size = new Size();
        Metadata metadata = new Metadata(object("", raw, 1, size));
        if (size.bytes > maxBytes) {
            throw new Rejected(
                    ErrorCode.METADATA_TOO_LARGE,
                    "metadata has " + size.bytes + " bytes; at most " + maxBytes + " are allowed"
                            + " (lockstep.metadata.max-bytes)",
                    Map.of("limit", maxBytes, "actual", size.bytes));
        }
        return metadata;
    }

    /** Tells whether {@link #accept} would take the metadata. */
    public boolean admits(Map<String, ?> raw) {
        try {
            var unused = accept(raw);
            return true;
        } catch (Rejected refused) {
            return false;
        }
    }

    private Map<String, Object> object(String path, Map<?, ?> raw, int depth, Size size) {
        if (depth > maxDepth) {
            throw new Rejected(
                    ErrorCode.METADATA_TOO_DEEP,
                    "metadata is nested deeper than " + maxDepth + " objects at '" + path + "'"
                            + " (lockstep.metadata.max-depth)",
                    Map.of("limit", maxDepth, "field", path));
        }
        Map<String, Object> checked = new LinkedHashMap<>();
        raw.forEach((rawKey, value) -> {
            String key = rawKey.toString();
            String here = path.isEmpty() ? key : path + "." + key;
            checkKey(key, here);
            size.add(key);
            if (value instanceof Map<?, ?> inner) {
                checked.put(key, object(here, inner, depth + 1, size));
            } else if (value instanceof List<?> list) {
                checked.put(
                        key,
                        list.stream()
                                .map(element -> scalar(here, element, size))
                                .toList());
            } else if (value != null) {
                checked.put(key, scalar(here, value, size));
            }
        });
        return checked;
    }

    private static void checkKey(String key, String path) {
        if (!FieldNames.isKey(key)) {
            throw new Rejected(
                    ErrorCode.METADATA_INVALID,
                    "metadata has a key that is not of 1 to 128 letters, digits, '_' or '-': '" + path + "'",
                    Map.of("field", path));
        }
    }

    private static Object scalar(String path, @Nullable Object value, Size size) {
        if (value instanceof String text) {
            Texts.requireStorable(text, "metadata '" + path + "'");
            size.add(text);
            return text;
        }
        if (value instanceof Number number) {
            return number(path, number, size);
        }
        if (value instanceof Boolean) {
            size.bytes += 1;
            return value;
        }
        throw invalid(path, "must be a string, a number, a boolean, a list of these, or an object");
    }

    private static Number number(String path, Number number, Size size) {
        if (!Numbers.isExact(number)) {
            throw invalid(path, "is a number that can't be kept exactly: integers go to 2^53; send it as a string");
        }
        size.bytes += Double.BYTES;
        return number;
    }

    private static Rejected invalid(String path, String what) {
        return new Rejected(ErrorCode.METADATA_INVALID, "metadata '" + path + "' " + what, Map.of("field", path));
    }

    /** The running total of one {@link #accept}. */
    private static final class Size {
        int bytes;

        void add(String text) {
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
    }
}
