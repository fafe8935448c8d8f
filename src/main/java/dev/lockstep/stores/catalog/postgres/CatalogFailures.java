package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.resilience.FailureRules;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.Set;

/** Tells refusals of PostgreSQL from failures to reach it. */
public final class CatalogFailures {

    /** The classes of SQLSTATE that say "not now": connection, resources, operator intervention, system error. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "58");

    /** A statement ran into its time limit: the database is slow, but alive. */
    private static final String CANCELLED = "57014";

    /** PostgreSQL reports a serialization failure or a deadlock with these. */
    private static final Set<String> SACRIFICED = Set.of("40001", "40P01");

    /** Another transaction holds the lock, and the statement would not wait for it any longer. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** NUL is the one character of JSON that PostgreSQL does not know. */
    private static final String UNKNOWN_CHARACTER = "22021";

    private CatalogFailures() {}

    /**
     * Returns the failure as callers should see it: Lockstep's errors and refusals as they are, everything else as
     * {@link Unavailable}.
     */
    static Throwable translate(Throwable failure) {
        if (failure instanceof KnowledgeException || failure instanceof CommitInDoubt) {
            return failure;
        }
        if (failure instanceof PgException refused && UNKNOWN_CHARACTER.equals(refused.getSqlState())) {
            return new Rejected(
                    ErrorCode.INVALID_TEXT,
                    "a name in the request has a NUL character (U+0000), which no name has: remove it");
        }
        if (failure instanceof PgException refused && lacksKnowledgeBase(refused)) {
            return new NotFound(
                    ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                    "the knowledge base was deleted meanwhile; nothing was changed");
        }
        if (failure instanceof PgException refused && !isPassing(refused)) {
            return failure;
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return new Overloaded(
                    ErrorCode.OVERLOADED,
                    "Too many requests are waiting for a connection to PostgreSQL. Nothing was changed; try again later.");
        }
        return new Unavailable(
                ErrorCode.CATALOG_UNAVAILABLE,
                "PostgreSQL can't be used now (" + failure.getMessage() + "); nothing was changed, try again",
                failure);
    }

    private static boolean lacksKnowledgeBase(PgException refused) {
        return FOREIGN_KEY_VIOLATION.equals(refused.getSqlState())
                && refused.getConstraint() != null
                && refused.getConstraint().endsWith("_knowledge_base_id_fkey");
    }

    static boolean isRefusal(Throwable failure) {
        return failure instanceof PgException refused && !isPassing(refused);
    }

    public static boolean isUniqueViolation(Throwable failure, String constraint) {
        return failure instanceof PgException refused
                && UNIQUE_VIOLATION.equals(refused.getSqlState())
                && constraint.equals(refused.getConstraint());
    }

    public static boolean metLock(Throwable failure) {
        return failure instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    }

    private static boolean isPassing(PgException refused) {
        String state = refused.getSqlState();
        return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }

    /** Tells whether PostgreSQL rolled the statement back so that another could go on. */
    static boolean wasSacrificed(Throwable failure) {
        return failure instanceof PgException refused && SACRIFICED.contains(refused.getSqlState());
    }

    /** The rules for failures as the driver reports them, and for those that are translated already. */
    record Rules() implements FailureRules {

        @Override
        public boolean saysThatTheStoreIsAway(Throwable failure) {
            if (failure instanceof PgException refused) {
                return isPassing(refused) && !CANCELLED.equals(refused.getSqlState());
            }
            return failure instanceof CommitInDoubt || translate(failure) instanceof Unavailable;
        }

        /** Allows another try only for what certainly had no effect. */
        @Override
        public boolean isWorthTryingAgain(Throwable failure) {
            return wasSacrificed(failure) || failure instanceof ConnectException;
        }
    }
}
