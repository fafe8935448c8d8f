package dev.lockstep.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Tells what a filter means under a schema. The type of declared fields is known whether or not a document has them yet; a filter on
 * dates compares instants, so that one instant written in two ways is equal to itself.
 *
 * @param others what documents have used beside the declared fields, where the schema allows that
 */
public record FilterTyping(MetadataSchema schema, KnownFields others) {

    /**
     * Checks a filter and gives its values the types that the schema declares.
     *
     * @throws Rejected when the filter uses a field that can't be there, or a value that does not fit its type
     */
    public Filter type(Filter filter) {
        return Filter.rewritten(filter, this::typed);
    }

    private Filter typed(Filter condition) {
        if (condition instanceof Filter.Language) {
            return condition;
        }
        for (Filter.FieldUse use : Filter.uses(condition)) {
            MetadataSchema.Field declared = schema.fields().get(use.field());
            if (declared == null && use.field().equals(Readers.FIELD)) {
                use.anyOf().forEach(asked -> requireFit(use.field(), FieldType.STRING, asked));
            } else if (declared == null) {
                checkUndeclared(condition, use);
            } else {
                use.anyOf().forEach(asked -> requireFit(use.field(), declared.type(), asked));
                if (declared.type() == FieldType.DATE && condition instanceof Filter.AnyOf anyOf) {
                    return anyDate(anyOf);
                }
            }
        }
        return condition;
    }

    private void checkUndeclared(Filter condition, Filter.FieldUse use) {
        if (schema.additional() == MetadataSchema.Additional.REFUSE) {
            throw new Rejected(
                    ErrorCode.UNKNOWN_FILTER_FIELD,
                    "the metadata schema has no field '" + use.field() + "'; it has " + schema.names(),
                    Map.of("field", use.field()));
        }
        others.check(condition);
    }

    /** Filters are read before anyone knows of dates, so a date to be equal to is still a string here. */
    private static void requireFit(String field, FieldType declared, FieldType asked) {
        boolean fits = asked == declared || (declared == FieldType.DATE && asked == FieldType.STRING);
        if (!fits) {
            throw mismatch(field, declared, asked.wireName());
        }
    }

    private static Filter anyDate(Filter.AnyOf anyOf) {
        List<Instant> instants = anyOf.values().stream()
                .map(String.class::cast)
                .map(text -> Instants.parse(text)
                        .orElseThrow(() -> mismatch(anyOf.field(), FieldType.DATE, "'" + FieldNames.shown(text) + "'")))
                .distinct()
                .toList();
        return new Filter.AnyDate(anyOf.field(), instants);
    }

    private static Rejected mismatch(String field, FieldType declared, String given) {
        return new Rejected(
                ErrorCode.FILTER_TYPE_MISMATCH,
                "the metadata schema declares '" + field + "' as " + declared.wireName()
                        + "; it can't be compared with " + given,
                Map.of("field", field, "expected", declared.wireName()));
    }
}
