package dev.lockstep.web.description;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Describes who may call an operation: a key with one of the scopes that its method declares, sent in one of two headers. The framework
 * has read the declarations already, into a scheme of its own.
 */
final class Scopes {

    private static final String BEARER = "Key";
    private static final String HEADER = "KeyHeader";

    /** Schemes of these types have no scopes of their own in OpenAPI, so an extension lists them. */
    private static final String SCOPES = "x-scopes";

    private Scopes() {}

    static void completeSchemes(Components components) {
        components.setSecuritySchemes(Map.of());
        components.addSecurityScheme(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                                "A key, or a token of the configured OpenID provider. The service asks for one unless it"
                                        + " listens on loopback and there are no keys; any one of the scopes in x-scopes is enough"));
        components.addSecurityScheme(
                HEADER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description("The same key in a header of its own"));
    }

    static void describe(Operation operation) {
        List<String> scopes = declared(operation);
        if (scopes != null) {
            operation.setSecurity(List.of(requirement(BEARER), requirement(HEADER)));
            operation.addExtension(SCOPES, scopes.stream().sorted().toList());
        }
    }

    static boolean isClosed(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    private static @Nullable List<String> declared(Operation operation) {
        return operation.getSecurity() == null
                ? null
                : operation.getSecurity().stream()
                        .flatMap(requirement -> requirement.getSchemes().values().stream())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static SecurityRequirement requirement(String scheme) {
        return OASFactory.createSecurityRequirement().addScheme(scheme);
    }
}
