package dev.lockstep.features.access;

import dev.lockstep.domain.ApiKey;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Reach;
import dev.lockstep.domain.Readership;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Tells whom a key stands for. */
@ApplicationScoped
public class Access {

    private static final Caller OPERATOR =
            new Caller("operator", Tenant.DEFAULT, Caller.Kind.SERVICE, Reach.ALL, Readership.EVERYONE);

    private final KeyRing keys;
    private final OperatorKey operator;

    Access(KeyRing keys, OperatorKey operator) {
        this.keys = keys;
        this.operator = operator;
    }

    /**
     * A caller with what they may do.
     *
     * @param scopes of {@link KeyScopes}
     */
    public record Pass(Caller caller, Set<String> scopes) {

        /** What everybody may do where nobody is asked for a key. */
        public static final Pass LOCAL = new Pass(Caller.LOCAL, Set.of(KeyScopes.ADMIN));

        public Pass {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Tells whether a text can be a key of ours at all, or is for somebody else to look at. */
    public boolean isKey(String presented) {
        return operator.is(presented) || presented.startsWith(Secret.PREFIX);
    }

    /**
     * Recognises a key.
     *
     * @throws Rejected when it is not known, or no longer works
     */
    public Uni<Pass> recognise(String presented) {
        if (operator.is(presented)) {
            return Uni.createFrom().item(new Pass(OPERATOR, Set.of(KeyScopes.ADMIN)));
        }
        Optional<Secret> secret = Secret.parse(presented);
        return secret.isEmpty()
                ? Uni.createFrom().failure(Access::unknown)
                : keys.find(secret.get()).map(found -> pass(found.orElseThrow(Access::unknown)));
    }

    private static Pass pass(ApiKey key) {
        Instant expires = key.times().expires();
        if (key.times().revoked() != null) {
            throw refused("the key '" + key.name() + "' was revoked: ask an administrator for another one");
        }
        if (expires != null && !expires.isAfter(Instant.now())) {
            throw refused("the key '" + key.name() + "' has expired at " + expires
                    + ": ask an administrator for another one");
        }
        Readership readership =
                key.scopes().contains(KeyScopes.ADMIN) ? Readership.EVERYONE : new Readership(Set.of(key.name()));
        return new Pass(
                new Caller(key.name(), key.tenant(), Caller.Kind.SERVICE, key.reach(), readership), key.scopes());
    }

    private static Rejected unknown() {
        return refused("the key is not known here");
    }

    private static Rejected refused(String message) {
        return new Rejected(ErrorCode.UNAUTHENTICATED, message);
    }
}
