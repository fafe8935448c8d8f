package dev.lockstep.engine.unitofwork;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/**
 * Sends the statements of several steps on one connection without waiting for each answer. PostgreSQL carries them out in
 * the order in which they are sent, so locks are taken in that order too; and a transaction costs as many round trips for a
 * hundred steps as for one.
 */
final class PipelinedStatements {

    private PipelinedStatements() {}

    /** Sends a statement for each element; completes when all are done, and fails with the first failure. */
    static <S> Uni<Void> each(List<S> all, Function<S, Uni<Void>> statement) {
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.combine().all().unis(all.stream().map(statement).toList()).discardItems();
    }
}
