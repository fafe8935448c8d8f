package dev.lockstep.web.http;

import dev.lockstep.domain.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows whose request it is. The answer comes from the key or token alone, whatever the request says beside it. */
@ApplicationScoped
public class Callers {

    /** The attribute of an identity that holds its {@link Caller}. */
    public static final String ATTRIBUTE = "lockstep.caller";

    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Returns the caller of the request that is being answered; asked for while its context is there, not later. */
    public Caller now() {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new IllegalStateException("a request without a caller has come to a resource");
        }
        return caller;
    }
}
