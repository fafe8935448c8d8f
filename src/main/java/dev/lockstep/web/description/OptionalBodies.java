package dev.lockstep.web.description;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Describes the bodies that may be left out, or be null, which is the same. The scanner takes every body for one that is needed. */
final class OptionalBodies {

    private static final Set<String> OPERATIONS = Set.of("startReembedding");

    private OptionalBodies() {}

    static void describe(Operation operation) {
        if (OPERATIONS.contains(operation.getOperationId())) {
            operation.getRequestBody().setRequired(false);
            operation
                    .getRequestBody()
                    .getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(type -> type.setSchema(OASFactory.createSchema()
                            .anyOf(List.of(
                                    type.getSchema(), OASFactory.createSchema().addType(SchemaType.NULL)))));
        }
    }
}
