package dev.lockstep.stores.points;

import dev.lockstep.domain.FieldType;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.MetadataSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index on a metadata field, or on the language, in Qdrant, by the kind of condition that it serves. {@link FilterCodec} compares
 * strings, numbers and booleans where the metadata is, and dates in their copy.
 */
public record PayloadIndex(String field, FieldType type) {

    /** Returns the indexes of all declared fields; none without a schema. */
    public static List<PayloadIndex> of(@Nullable MetadataSchema schema) {
        return schema == null
                ? List.of()
                : schema.fields().entrySet().stream()
                        .map(field -> new PayloadIndex(
                                field.getKey(), field.getValue().type()))
                        .toList();
    }

    /** Returns the indexes that would make a filter faster. */
    public static List<PayloadIndex> serving(Filter filter) {
        return Filter.uses(filter).stream()
                .flatMap(use -> use.anyOf().stream().map(type -> new PayloadIndex(use.field(), type)))
                .distinct()
                .toList();
    }

    /** Returns the path of the field in the payload. */
    String path() {
        if (field.equals(Filter.LANGUAGE)) {
            return PointCodec.LANGUAGE;
        }
        return (type == FieldType.DATE ? PointCodec.DATES : PointCodec.METADATA) + "." + field;
    }
}
