package dev.lockstep.web.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes the Idempotency-Key of every write, which {@link Idempotency} reads from the request by itself. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribedKeys implements OASFilter {

    /** These POST operations write nothing, or nothing that they could do twice. */
    private static final List<String> NO_WRITES = List.of(
            "/search", "/answers", "/evaluations", "/recall", "/repair", "/retry", "/reembed", "/rollback", "/cancel");

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> {
                    if (method != HttpMethod.GET && NO_WRITES.stream().noneMatch(path::endsWith)) {
                        describe(operation);
                    }
                }));
    }

    private static void describe(Operation write) {
        write.addParameter(OASFactory.createParameter()
                .name(Idempotency.KEY)
                .in(Parameter.In.HEADER)
                .required(false)
                .description(
                        "1 to 255 visible ASCII characters, such as a UUID. The same request with the same key is carried out"
                                + " once and answered as the first time, with " + Idempotency.REPLAYED + ": true")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING).maxLength(255)));
        write.getResponses()
                .addAPIResponse(
                        "422",
                        OASFactory.createAPIResponse()
                                .description(
                                        "The Idempotency-Key was sent with another request: code"
                                                + " idempotency_key_reused. Or a value that can't be stored, as the code says"));
    }
}
