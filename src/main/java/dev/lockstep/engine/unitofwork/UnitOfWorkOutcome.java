package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a unit of work, which may also be that it goes on.
 *
 * @param cause the failure because of which it was undone
 * @param response what is kept for its caller, if the assignment asked for it
 */
public record UnitOfWorkOutcome(
        TransactionResult result,
        @Nullable Throwable cause,
        @Nullable StoredResponse response) {

    /** Fails with the cause if there is one, for callers who have no use for the report of a failure. */
    Uni<UnitOfWorkOutcome> orFail() {
        return cause == null ? Uni.createFrom().item(this) : Uni.createFrom().failure(cause);
    }
}
