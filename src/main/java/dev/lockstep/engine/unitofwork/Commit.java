package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.TransactionResult;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.CommitInDoubt;
import dev.lockstep.stores.catalog.postgres.Transactions;
import dev.lockstep.stores.catalog.unitofwork.BufferNeed;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** The second transaction (T2): everything becomes visible in the instant PostgreSQL commits it. */
@ApplicationScoped
class Commit {

    private static final Logger LOG = Logger.getLogger(Commit.class);

    /** How long PostgreSQL is asked about a commit in doubt before the caller is told that the outcome is unknown. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final UnitOfWorkLog log;
    private final Leases leases;

    Commit(Transactions transactions, UnitOfWorkLog log, Leases leases) {
        this.transactions = transactions;
        this.log = log;
        this.leases = leases;
    }

    /**
     * Commits a unit of work, and completes when everything is visible.
     *
     * @return the outcome, and what is kept for the caller
     */
    Uni<UnitOfWorkOutcome> commit(UnitOfWork work, BufferNeed buffering) {
        AtomicReference<UnitOfWorkOutcome> outcome = new AtomicReference<>();
        return Failpoints.reach("commit.before", work.id())
                .invoke(() -> requireTime(work))
                .chain(() -> transactions.run(transaction -> flip(transaction, work, buffering)
                        .chain(() -> keepResponse(transaction, work))
                        .invoke(outcome::set)
                        .call(() -> Failpoints.reach("commit.before-commit", work.id()))))
                .replaceWithVoid()
                .onFailure(CommitInDoubt.class)
                .recoverWithUni(doubt -> settleDoubt(work, doubt))
                .map(ignored -> outcome.get())
                .call(() -> Failpoints.reach("commit.committed", work.id()));
    }

    /** Sends all statements together, the fenced row first; nothing is committed unless every condition held. */
    private Uni<Void> flip(CatalogTransaction transaction, UnitOfWork work, BufferNeed buffering) {
        return Uni.combine()
                .all()
                .unis(
                        log.commit(transaction, work.id(), UnitOfWork.FIRST_FENCE, buffering, leases.toSettle())
                                .invoke(Commit::requireLease),
                        commitSteps(transaction, work))
                .discardItems();
    }

    private static Uni<Void> commitSteps(CatalogTransaction transaction, UnitOfWork work) {
        return PipelinedStatements.each(work.inLockOrder(), ordinal -> work.progress()
                .watch(ordinal, work.steps().get(ordinal).commit(transaction)));
    }

    private Uni<UnitOfWorkOutcome> keepResponse(CatalogTransaction transaction, UnitOfWork work) {
        TransactionResult result = work.progress().committed(work);
        StoredResponse response = work.response(result);
        UnitOfWorkOutcome outcome = new UnitOfWorkOutcome(result, null, response);
        return response == null
                ? Uni.createFrom().item(outcome)
                : log.storeResponse(transaction, work.id(), response).replaceWith(outcome);
    }

    private static void requireTime(UnitOfWork work) {
        if (work.deadline().passed()) {
            throw new Unavailable(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "the time was up before everything could be committed, and all of it is undone: try again, with more"
                            + " time or less to do",
                    null);
        }
    }

    static void requireLease(boolean held) {
        if (!held) {
            throw new Conflict(
                    ErrorCode.LEASE_LOST,
                    "the unit of work took longer than its lease and is being undone by recovery; try again");
        }
    }

    /**
     * Finds out what happened when the answer to the commit was lost. Until the record tells, nothing may be undone.
     */
    private Uni<Void> settleDoubt(UnitOfWork work, Throwable doubt) {
        LOG.warnf("unit of work %s: the answer to its commit was lost; asking PostgreSQL what happened", work.id());
        return log.settleDoubt(work.id())
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1))
                .expireIn(PATIENCE.toMillis())
                .onFailure()
                .transform(failure -> unknown(work, failure))
                .chain(state -> resolve(work, state, doubt));
    }

    private static Uni<Void> resolve(UnitOfWork work, Optional<UnitOfWorkState> state, Throwable doubt) {
        if (state.isEmpty()) {
            return Uni.createFrom().failure(unknown(work, doubt));
        }
        return switch (state.get()) {
            case COMMITTED, SETTLED -> Uni.createFrom().voidItem();
            case STAGED, COMPENSATING, COMPENSATED, SWEPT, PARKED ->
                Uni.createFrom()
                        .failure(new Unavailable(
                                ErrorCode.CATALOG_UNAVAILABLE,
                                "PostgreSQL went away during the commit, which did not happen; try again",
                                doubt));
        };
    }

    private static Unavailable unknown(UnitOfWork work, Throwable cause) {
        return new Unavailable(
                ErrorCode.OUTCOME_UNKNOWN,
                "PostgreSQL went away during the commit: GET /v1/transactions/" + work.id() + " tells the outcome",
                Map.of("transaction_id", work.id().toString()),
                cause);
    }
}
