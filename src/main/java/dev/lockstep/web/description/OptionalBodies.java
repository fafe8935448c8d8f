package dev.lockstep.web.description;

import java.util.Map;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Describes the bodies that may be left out, or be null, which is the same. The scanner takes every body for one that is needed. */
final class OptionalBodies {

    /** By the id of the operation: the schema of its body. */
    private static final Map<String, String> BODIES = Map.of("startReembedding", "ReembedRequest");

    private OptionalBodies() {}

    static void describe(Components components) {
        BODIES.values().forEach(name -> components.getSchemas().get(name).addType(SchemaType.NULL));
    }

    static void describe(Operation operation) {
        if (BODIES.containsKey(operation.getOperationId())) {
            operation.getRequestBody().setRequired(false);
        }
    }
}
