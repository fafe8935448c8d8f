package dev.lockstep.web.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Completes the OpenAPI document while the service is built. Each part of it does one thing to all operations, or to all
 * schemas.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Description implements OASFilter {

    private final SchemaNames names;
    private final RecordSchemas records;

    public Description(IndexView classes) {
        this.names = new SchemaNames(classes);
        this.records = new RecordSchemas(classes);
    }

    /** Runs for every schema of the document, before the document as a whole comes. */
    @Override
    public @Nullable Schema filterSchema(Schema schema) {
        names.correct(schema);
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        records.describe(document.getComponents());
        names.apply(document.getComponents());
        OptionalBodies.describe(document.getComponents());
        Refusals.completeSchema(document.getComponents());
        Scopes.completeSchemes(document.getComponents());
        Examples.show(document.getComponents());
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> {
                    SharedParameters.describe(path, operation);
                    RequestHeaders.describe(method, path, operation);
                    Scopes.describe(operation);
                    OptionalBodies.describe(operation);
                    Refusals.describe(method, path, operation);
                    Links.describe(operation);
                    Examples.show(operation);
                }));
    }
}
