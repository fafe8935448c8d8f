package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Ages the record of units of work: first their keys are forgotten, and much later the units themselves. */
@ApplicationScoped
public class Retention {

    private final GuardedPool pool;

    Retention(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String EXPIRE_KEYS = """
            UPDATE unit_of_work SET idempotency_key = NULL, request_hash = NULL, response = NULL
            WHERE id IN (
                SELECT id FROM unit_of_work
                WHERE idempotency_key IS NOT NULL AND created_at < now() - $1 * interval '1 millisecond'
                  AND state IN ('COMMITTED', 'SETTLED', 'COMPENSATED', 'SWEPT', 'PARKED')
                  AND NOT EXISTS (SELECT FROM job j
                                  WHERE j.finished_at IS NULL AND starts_with(idempotency_key, 'job ' || j.id))
                LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    /**
     * Forgets idempotency keys that are older than this; the same key then begins a new request. A job needs its own
     * to the end.
     */
    public Uni<Integer> expireKeys(Duration age, int limit) {
        return execute(EXPIRE_KEYS, age, limit);
    }

    /** Units of work of which a chunk or message still exists stay: reconciliation asks for them. */
    private static final String DELETE_RECORDS = """
            DELETE FROM unit_of_work WHERE id IN (
                SELECT id FROM unit_of_work u
                WHERE state IN ('SETTLED', 'SWEPT') AND created_at < now() - $1 * interval '1 millisecond'
                  AND NOT EXISTS (SELECT FROM chunk c WHERE c.uow_id = u.id)
                  AND NOT EXISTS (SELECT FROM message_piece p WHERE p.uow_id = u.id)
                LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    /** Deletes finished units of work that are older than this and of which nothing is left. */
    public Uni<Integer> deleteRecords(Duration age, int limit) {
        return execute(DELETE_RECORDS, age, limit);
    }

    private Uni<Integer> execute(String sql, Duration age, int limit) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of((double) age.toMillis(), limit))
                .map(RowSet::rowCount);
    }
}
