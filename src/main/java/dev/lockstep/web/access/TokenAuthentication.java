package dev.lockstep.web.access;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.features.access.Access.Pass;
import dev.lockstep.features.access.TokenClaims;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Recognises tokens of the provider that is configured under {@code quarkus.oidc}: Quarkus verifies them, and here they are read. */
@ApplicationScoped
class TokenAuthentication {

    private static final Logger LOG = Logger.getLogger(TokenAuthentication.class);

    private static final String UNSIGNED = "it has no signature of the provider, or lacks exp or iat";

    private final OidcAuthenticationMechanism provider;
    private final TokenClaims claims;

    TokenAuthentication(OidcAuthenticationMechanism provider, TokenClaims claims) {
        this.provider = provider;
        this.claims = claims;
    }

    /**
     * Tells whom the token of a request stands for.
     *
     * @throws Rejected when it is not valid, or does not say enough
     */
    Uni<Pass> recognise(RoutingContext request, IdentityProviderManager providers) {
        return provider.authenticate(request, providers)
                .onFailure(AuthenticationFailedException.class)
                .transform(TokenAuthentication::refused)
                .onFailure(failure -> !(failure instanceof KnowledgeException))
                .transform(TokenAuthentication::away)
                .onItem()
                .ifNull()
                .failWith(() -> refused(null))
                .map(identity -> claims.pass(claims(identity)));
    }

    /** Reads a JSON Web Token by itself, and any other by what the provider has said of it. */
    private static Map<String, Object> claims(SecurityIdentity identity) {
        TokenIntrospection introspection = identity.getAttribute(OidcUtils.INTROSPECTION_ATTRIBUTE);
        JsonObject claims = introspection == null
                ? OidcUtils.decodeJwtContent(
                        identity.getCredential(AccessTokenCredential.class).getToken())
                : new JsonObject(introspection.getIntrospectionString());
        return claims == null ? Map.of() : claims.getMap();
    }

    /** The token may well be valid: whoever sent it is not told to throw it away. */
    private static Unavailable away(Throwable failure) {
        LOG.warnf("tokens can't be verified: %s", failure.getMessage());
        return new Unavailable(
                ErrorCode.IDENTITY_PROVIDER_UNAVAILABLE,
                "the provider whose tokens are accepted here can't be asked now; try again",
                failure);
    }

    private static Rejected refused(@Nullable Throwable failure) {
        return new Rejected(ErrorCode.UNAUTHENTICATED, "the token is not accepted: " + reason(failure));
    }

    /** Says what whoever sent the token can do something about, and nothing of the token. */
    private static String reason(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return reason(invalid);
            }
        }
        return UNSIGNED;
    }

    private static String reason(InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "it has expired: get a new one";
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "it is for another audience than this service";
        }
        if (invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID) || invalid.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "it comes from another issuer than this service trusts";
        }
        return UNSIGNED;
    }
}
