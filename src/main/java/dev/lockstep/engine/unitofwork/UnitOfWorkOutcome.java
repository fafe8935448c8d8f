package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * How a unit of work ended, or that it goes on.
 *
 * @param cause the failure because of which it was undone
 * @param response what is kept for its caller, if the assignment asked for it
 */
public record UnitOfWorkOutcome(
        TransactionResult result,
        @Nullable Throwable cause,
        @Nullable StoredResponse response) {

    /** For callers who have no use for the report of a failure: the failure itself. */
    Uni<UnitOfWorkOutcome> orFail() {
        return cause == null ? Uni.createFrom().item(this) : Uni.createFrom().failure(cause);
    }
}
