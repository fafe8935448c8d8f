package dev.lockstep.engine.idempotency;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import java.util.EnumSet;
import java.util.Set;

/** Tells what may go well the next time from what is refused for good. */
public final class Passing {

    private static final Set<ErrorCode> CODES = EnumSet.of(
            ErrorCode.OVERLOADED,
            ErrorCode.DEADLINE_EXCEEDED,
            ErrorCode.CATALOG_UNAVAILABLE,
            ErrorCode.POINTS_UNAVAILABLE,
            ErrorCode.OUTCOME_UNKNOWN,
            ErrorCode.EMBEDDING_UNAVAILABLE,
            ErrorCode.EMBEDDING_FAILED,
            ErrorCode.PARSER_UNAVAILABLE,
            ErrorCode.UPLOAD_FAILED,
            ErrorCode.DISK_FULL,
            ErrorCode.TRANSACTION_INTERRUPTED,
            ErrorCode.LEASE_LOST,
            ErrorCode.IDEMPOTENCY_KEY_IN_FLIGHT,
            ErrorCode.KNOWLEDGE_BASE_REEMBEDDED,
            ErrorCode.INTERNAL_ERROR);

    private Passing() {}

    public static boolean is(Failure failure) {
        return CODES.contains(failure.code());
    }
}
