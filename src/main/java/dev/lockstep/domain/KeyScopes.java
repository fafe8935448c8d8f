package dev.lockstep.domain;

import java.util.List;

/** What a key may be used for. None includes another but {@link #ADMIN}, which is all of them. */
public final class KeyScopes {

    /** Searches, answers, and the recall of conversations. */
    public static final String SEARCH = "search";

    /** Reads everything that is stored. */
    public static final String READ = "read";

    /** Writes and deletes documents, messages and conversations. */
    public static final String INGEST = "ingest";

    /** Makes, changes, measures and deletes knowledge bases, and mends the stores. */
    public static final String MANAGE = "manage";

    /** Does everything, and alone makes keys, reads the audit log and, in the tenant of the operator, metrics. */
    public static final String ADMIN = "admin";

    /** Asks in the name of somebody else. */
    public static final String IMPERSONATE = "impersonate";

    /** The role, not a scope that a key has, of whoever administers the tenant of the operator. */
    public static final String OPERATOR = "operator";

    public static final List<String> ALL = List.of(SEARCH, READ, INGEST, MANAGE, ADMIN, IMPERSONATE);

    private KeyScopes() {}
}
