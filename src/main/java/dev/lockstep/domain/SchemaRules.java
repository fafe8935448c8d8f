package dev.lockstep.domain;

import java.util.Map;

/**
 * Decides which schemas are accepted: their fields must be such as metadata can have, and few enough to be indexed.
 *
 * @param maxFields how many may be declared
 * @param maxDepth how deep metadata may nest, see {@link MetadataRules}
 */
public record SchemaRules(int maxFields, int maxDepth) {

    private static final String PROPERTY = "metadata_schema.fields";

    /**
     * Checks a schema.
     *
     * @throws Rejected saying what of it is wrong
     */
    public MetadataSchema accept(MetadataSchema schema) {
        if (schema.fields().size() > maxFields) {
            throw invalid(
                    PROPERTY,
                    "has " + schema.fields().size() + " fields; at most " + maxFields
                            + " are allowed (lockstep.metadata.max-schema-fields)");
        }
        schema.fields().keySet().forEach(path -> check(schema, path));
        return schema;
    }

    private void check(MetadataSchema schema, String path) {
        String property = PROPERTY + "." + FieldNames.shown(path);
        if (!FieldNames.isPath(path)) {
            throw invalid(
                    property,
                    "is not a field name: write keys of 1 to 128 letters, digits, '_' or '-', joined by '.' for members of"
                            + " objects");
        }
        if (path.equals(Readers.FIELD) || path.startsWith(Readers.FIELD + ".")) {
            throw invalid(property, "is not to be declared: every document may name its readers, by a list of strings");
        }
        if (FieldNames.depth(path) > maxDepth) {
            throw invalid(
                    property,
                    "is nested deeper than metadata may be: " + maxDepth + " objects (lockstep.metadata.max-depth)");
        }
        schema.fields().keySet().stream()
                .filter(other -> other.startsWith(path + "."))
                .findFirst()
                .ifPresent(other -> {
                    throw invalid(property, "can't hold a value and be the object that '" + other + "' is in");
                });
    }

    private static Rejected invalid(String property, String what) {
        return new Rejected(ErrorCode.INVALID_VALUE, "'" + property + "' " + what, Map.of("property", property));
    }
}
