package dev.lockstep.stores.points;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.resilience.FailureRules;
import io.grpc.Status;

/**
 * Translates gRPC statuses. "In doubt" means that a write may have happened, or may yet happen: the same ids are
 * tried again, or the unit of work compensates.
 */
final class QdrantFailures {

    /** Qdrant says so, and the embedded one does. */
    private static final String COLLECTION_LIMIT = "Max collections limit reached";

    private QdrantFailures() {}

    static Throwable translate(Throwable failure) {
        if (failure instanceof KnowledgeException) {
            return failure;
        }
        Status status = Status.fromThrowable(failure);
        if (String.valueOf(status.getDescription()).contains(COLLECTION_LIMIT)) {
            return new Conflict(
                    ErrorCode.TOO_MANY_KNOWLEDGE_BASES,
                    "Qdrant has as many collections as it may have. Make the knowledge base with \"placement\": \"shared\","
                            + " which needs none of its own, delete one that nobody needs, or raise the limit"
                            + " (lockstep.qdrant.max-collections for the embedded Qdrant)");
        }
        return switch (status.getCode()) {
            // The call is in doubt or Qdrant overloaded, so it is worth trying again.
            case DEADLINE_EXCEEDED, UNAVAILABLE, INTERNAL, CANCELLED, RESOURCE_EXHAUSTED, ABORTED, UNKNOWN, DATA_LOSS ->
                unavailable(status, failure);
            // An administrator has to act, but then the same request succeeds.
            case UNAUTHENTICATED, PERMISSION_DENIED -> unavailable(status, failure);
            case NOT_FOUND -> new MissingCollection(failure);
            case INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED, OK ->
                new Inconsistent(
                        ErrorCode.POINTS_REJECTED, "Qdrant refused a request: " + status.getDescription(), failure);
        };
    }

    private static Unavailable unavailable(Status status, Throwable failure) {
        String reason = status.getDescription() == null ? "" : " " + status.getDescription();
        return new Unavailable(
                ErrorCode.POINTS_UNAVAILABLE, "Qdrant can't be used now (" + status.getCode() + reason + ")", failure);
    }

    static boolean alreadyExists(Throwable failure) {
        Status.Code code = Status.fromThrowable(failure).getCode();
        String description = Status.fromThrowable(failure).getDescription();
        // Qdrant answers INVALID_ARGUMENT for an existing collection in some versions, ALREADY_EXISTS in others.
        return code == Status.Code.ALREADY_EXISTS
                || (code == Status.Code.INVALID_ARGUMENT
                        && description != null
                        && description.contains("already exists"));
    }

    /** The rules for failures as {@link #translate} leaves them. */
    record Rules() implements FailureRules {

        @Override
        public boolean saysThatTheStoreIsAway(Throwable failure) {
            return failure instanceof Unavailable
                    && switch (code(failure)) {
                        // RESOURCE_EXHAUSTED means busy, and a missing permission does not pass by itself.
                        case DEADLINE_EXCEEDED, UNAVAILABLE, INTERNAL, CANCELLED, ABORTED, UNKNOWN, DATA_LOSS -> true;
                        case OK,
                                INVALID_ARGUMENT,
                                NOT_FOUND,
                                ALREADY_EXISTS,
                                PERMISSION_DENIED,
                                RESOURCE_EXHAUSTED,
                                FAILED_PRECONDITION,
                                OUT_OF_RANGE,
                                UNIMPLEMENTED,
                                UNAUTHENTICATED -> false;
                    };
        }

        @Override
        public boolean isWorthTryingAgain(Throwable failure) {
            return Again.of(failure).by(Retrier.STORE_GUARD)
                    && (saysThatTheStoreIsAway(failure) || code(failure) == Status.Code.RESOURCE_EXHAUSTED);
        }

        private static Status.Code code(Throwable failure) {
            return failure.getCause() == null
                    ? Status.Code.OK
                    : Status.fromThrowable(failure.getCause()).getCode();
        }
    }

    /** Reports that the collection does not exist, so there is nothing to delete and nothing to find. */
    static final class MissingCollection extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingCollection(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
