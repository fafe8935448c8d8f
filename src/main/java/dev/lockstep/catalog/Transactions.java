package dev.lockstep.catalog;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * One PostgreSQL transaction around some work, telling a refused commit from one whose answer was lost.
 *
 * <p>The Vert.x pool's own {@code withTransaction} reports both alike, and a unit of work must never compensate on a
 * guess. The caller must not cancel: a connection would stay out of the pool (quarkus#51576).
 */
@ApplicationScoped
public class Transactions {

    private final Pool pool;

    Transactions(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs the work and commits, or rolls back when it fails.
     *
     * @return the work's item, once committed
     * @throws CommitInDoubt when the commit was sent and no answer came
     */
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return pool.getConnection()
                .chain(connection -> carryOut(connection, work).eventually(connection::close))
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    /** BEGIN and the first statements travel together: PostgreSQL answers in order, and nothing commits before all did. */
    private static <T> Uni<T> carryOut(SqlConnection connection, Function<SqlConnection, Uni<T>> work) {
        Uni<Transaction> transaction = connection.begin().memoize().indefinitely();
        return Uni.combine()
                .all()
                .unis(transaction, work.apply(connection))
                .asTuple()
                .onFailure()
                .call(failure -> rollBack(transaction))
                .call(both -> commit(both.getItem1()))
                .map(Tuple2::getItem2);
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
