package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Unavailable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Runs one PostgreSQL transaction around some work, and tells a refused commit from one whose answer was lost.
 *
 * <p>The Vert.x pool's own {@code withTransaction} reports both alike, and a unit of work must never compensate on a
 * guess. The caller must not cancel: a connection would stay out of the pool (quarkus#51576).
 */
@ApplicationScoped
public class Transactions {

    /** A transaction that was sacrificed to another is begun anew at most this many times. */
    private static final int RETRIES = 2;

    private final Pool pool;
    private final CatalogGuard guard;
    private final Duration patience;

    Transactions(Pool pool, CatalogGuard guard, CatalogSettings settings) {
        this.pool = pool;
        this.guard = guard;
        this.patience = settings.transactionTimeout();
    }

    /**
     * Runs the work and commits, or rolls back when it fails. The work may be run again: after a deadlock, for example.
     *
     * @return the work's item, once committed
     * @throws CommitInDoubt when the commit was sent and no answer came
     */
    public <T> Uni<T> run(Function<CatalogTransaction, Uni<T>> work) {
        return guard.once(() -> inTime(work))
                .onFailure(CatalogFailures::wasSacrificed)
                .retry()
                .atMost(RETRIES)
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    /**
     * Bounds the time of the work. A timeout that comes late finds the commit sent, and is in doubt; otherwise it
     * keeps the commit from being sent, and the outcome is known.
     */
    private <T> Uni<T> inTime(Function<CatalogTransaction, Uni<T>> work) {
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);
        Uni<T> transaction = pool.getConnection()
                .chain(connection -> carryOut(connection, work, phase).eventually(connection::close));
        return WaitLimit.after(patience, transaction, () -> tooLate(phase));
    }

    private enum Phase {
        WORKING,
        COMMITTING,
        ABANDONED
    }

    private static Throwable tooLate(AtomicReference<Phase> phase) {
        Unavailable late = new Unavailable(
                ErrorCode.CATALOG_UNAVAILABLE,
                "PostgreSQL did not answer in time; nothing was changed, try again",
                null);
        return phase.compareAndSet(Phase.WORKING, Phase.ABANDONED) ? late : new CommitInDoubt(late);
    }

    /**
     * Sends BEGIN and the first statements together: PostgreSQL answers in order, and nothing commits before all of
     * them did.
     */
    private static <T> Uni<T> carryOut(
            SqlConnection connection, Function<CatalogTransaction, Uni<T>> work, AtomicReference<Phase> phase) {
        if (phase.get() == Phase.ABANDONED) {
            return Uni.createFrom().failure(new IllegalStateException("given up"));
        }
        Uni<Transaction> transaction = connection.begin().memoize().indefinitely();
        return Uni.combine()
                .all()
                .unis(transaction, work.apply(new CatalogTransaction(connection)))
                .asTuple()
                .invoke(ready -> requireInTime(phase))
                .onFailure()
                .call(failure -> rollBack(transaction))
                .call(both -> commit(both.getItem1()))
                .map(Tuple2::getItem2);
    }

    private static void requireInTime(AtomicReference<Phase> phase) {
        if (!phase.compareAndSet(Phase.WORKING, Phase.COMMITTING)) {
            throw new IllegalStateException("given up");
        }
    }

    private static Uni<Void> rollBack(Uni<Transaction> transaction) {
        return transaction.chain(Transaction::rollback).onFailure().recoverWithNull();
    }

    private static Uni<Void> commit(Transaction transaction) {
        return transaction
                .commit()
                .onFailure(failure -> !CatalogFailures.isRefusal(failure))
                .transform(CommitInDoubt::new);
    }
}
