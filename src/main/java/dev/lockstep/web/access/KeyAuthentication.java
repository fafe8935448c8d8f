package dev.lockstep.web.access;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.access.Access;
import dev.lockstep.features.access.Access.Pass;
import dev.lockstep.features.access.AccessMode;
import dev.lockstep.features.access.RequestRates;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.EarlyProblems;
import dev.lockstep.web.http.ProblemStatus;
import dev.lockstep.web.http.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Recognises the key of a request, before anything else of it is read. */
@ApplicationScoped
class KeyAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";
    private static final String API_KEY = "X-API-Key";

    /** This one looks before that of tokens, which would refuse a key as a token that it can't read. */
    private static final int FIRST = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1_000;

    private final Access access;
    private final AccessMode mode;
    private final TokenAuthentication tokens;
    private final RequestRates rates;
    private final EarlyProblems problems;

    KeyAuthentication(
            Access access, AccessMode mode, TokenAuthentication tokens, RequestRates rates, EarlyProblems problems) {
        this.access = access;
        this.mode = mode;
        this.tokens = tokens;
        this.rates = rates;
        this.problems = problems;
    }

    @Override
    public int getPriority() {
        return FIRST;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        return Uni.createFrom()
                .deferred(() -> {
                    String presented = presented(request);
                    if (presented == null) {
                        return mode.isOpen()
                                ? Uni.createFrom().item(() -> identity(OnBehalfOf.pass(request, Pass.LOCAL)))
                                : Uni.createFrom().nullItem();
                    }
                    return pass(request, providers, presented)
                            .invoke(pass -> rates.count(pass.caller().tenant()))
                            .map(pass -> identity(OnBehalfOf.pass(request, pass)));
                })
                .onFailure(KnowledgeException.class)
                .transform(failure -> refuse(request, failure));
    }

    /** What is no key of ours may be a token, in the one header that tokens come in. */
    private Uni<Pass> pass(RoutingContext request, IdentityProviderManager providers, String presented) {
        return mode.readsTokens() && isBearer(authorization(request)) && !access.isKey(presented)
                ? tokens.recognise(request, providers)
                : access.recognise(presented);
    }

    /** Answers by itself: whoever asked does not know how, and would not say why. */
    private AuthenticationCompletionException refuse(RoutingContext request, Throwable failure) {
        Failure told = Failure.of(failure);
        HttpProblem.Builder problem = Problems.of(told);
        problems.send(
                request,
                told.code() == ErrorCode.UNAUTHENTICATED
                        ? problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, Problems.CHALLENGE)
                                .build()
                        : problem.build());
        return new AuthenticationCompletionException();
    }

    /** Returns the key or token that was sent; null when there is none. */
    private static @Nullable String presented(RoutingContext request) {
        String authorization = authorization(request);
        String key = request.request().getHeader(API_KEY);
        if (key != null) {
            if (authorization != null) {
                throw new Rejected(
                        ErrorCode.UNAUTHENTICATED, "Authorization and " + API_KEY + " are both sent: send one of them");
            }
            return key;
        }
        return isBearer(authorization)
                ? authorization.substring(BEARER.length()).strip()
                : authorization;
    }

    private static @Nullable String authorization(RoutingContext request) {
        return request.request().getHeader(HttpHeaders.AUTHORIZATION);
    }

    private static boolean isBearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static SecurityIdentity identity(Pass pass) {
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(pass.caller().name()))
                .addAttribute(Callers.ATTRIBUTE, pass.caller())
                .addRoles(pass.scopes());
        if (pass.scopes().contains(KeyScopes.ADMIN)) {
            KeyScopes.ALL.forEach(identity::addRole);
        }
        if (pass.scopes().contains(KeyScopes.ADMIN) && pass.caller().isOperator()) {
            identity.addRole(KeyScopes.OPERATOR);
        }
        return identity.build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(new ChallengeData(
                        ProblemStatus.of(ErrorCode.UNAUTHENTICATED), HttpHeaders.WWW_AUTHENTICATE, Problems.CHALLENGE));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        problems.send(request, Problems.keyNeeded().build());
        return Uni.createFrom().item(true);
    }
}
