package dev.lockstep.domain;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for something, and what of it is there for them. It comes from the key or token of a request, never from what the request
 * says, and travels with the work: what is not the caller's does not exist, whichever way it is looked for.
 *
 * @param name the name of the key, or the subject of the token; a write carries it
 * @param reach the knowledge bases that there are for the caller
 * @param readership whose documents the caller reads
 */
public record Caller(String name, Tenant tenant, Kind kind, Reach reach, Readership readership) {

    /** The one caller of a service that asks for no keys. */
    public static final Caller LOCAL =
            new Caller("local", Tenant.DEFAULT, Kind.SERVICE, Reach.ALL, Readership.EVERYONE);

    /** What stands behind a name. */
    public enum Kind {
        /** A program with a key. */
        SERVICE,
        /** A person with a token, or one whom a program stands for. */
        PERSON
    }

    /** Tells whether it is the operator of the service who asks, to whom the whole of it is open. */
    public boolean isOperator() {
        return tenant.equals(Tenant.DEFAULT) && readership.isEveryone() && ownOnly() == null;
    }

    /** Returns the same caller for work of the service itself: whoever writes a document need not be one of its readers. */
    public Caller readingAll() {
        return new Caller(name, tenant, kind, reach, Readership.EVERYONE);
    }

    /**
     * Returns the name of a caller who does not see all that the tenant has; null for the others. What belongs to no single knowledge
     * base (a transaction, a conversation) is there for such a caller only if they made it.
     */
    public @Nullable String ownOnly() {
        boolean seesAll = kind == Kind.SERVICE || readership.isEveryone();
        return seesAll && reach.isAll() ? null : name;
    }
}
