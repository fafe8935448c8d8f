package dev.lockstep.domain;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The metadata fields that a knowledge base's documents have used, with the types seen. A filter on any other field is a
 * mistake, and is refused instead of matching nothing (or, negated, everything).
 */
public record KnownFields(Map<String, Set<FieldType>> fields) {

    public KnownFields {
        Map<String, Set<FieldType>> copy = new TreeMap<>();
        fields.forEach((field, types) -> copy.put(field, EnumSet.copyOf(types)));
        fields = copy;
    }

    /**
     * Checks the fields of a filter on documents, all of which have a language beside them.
     *
     * @throws Rejected when the filter uses an unknown field, or a known one as a type it never had
     */
    public void check(Filter filter) {
        Filter.uses(filter).stream()
                .filter(use -> !use.field().equals(Filter.LANGUAGE))
                .forEach(use -> check(use, "document of this knowledge base"));
    }

    /**
     * Checks the fields of a filter on something that has metadata only.
     *
     * @param owner what has the fields, for the message
     */
    public void check(Filter filter, String owner) {
        Filter.uses(filter).forEach(use -> check(use, owner));
    }

    private void check(Filter.FieldUse use, String owner) {
        Set<FieldType> known = fields.get(use.field());
        if (known == null) {
            throw new Rejected(
                    ErrorCode.UNKNOWN_FILTER_FIELD,
                    "no " + owner + " has the metadata field '" + use.field() + "'; "
                            + (fields.isEmpty() ? "none is known" : "known are " + String.join(", ", fields.keySet())),
                    Map.of("field", use.field()));
        }
        for (FieldType asked : use.anyOf()) {
            if (!known.contains(asked)) {
                throw new Rejected(
                        ErrorCode.FILTER_TYPE_MISMATCH,
                        "the metadata field '" + use.field() + "' holds " + names(known) + ", not " + asked.wireName(),
                        Map.of("field", use.field()));
            }
        }
    }

    private static String names(Set<FieldType> types) {
        return types.stream().map(FieldType::wireName).collect(Collectors.joining(" or "));
    }
}
