package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts what is on its way: differences between the stores that will go away by themselves. */
@ApplicationScoped
public class UnsettledCounts {

    private final GuardedPool pool;

    UnsettledCounts(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    /**
     * The numbers of what is on its way.
     *
     * @param unsettled committed units of work that Qdrant has not confirmed yet
     * @param parked units of work that could not be undone, and wait for an administrator
     * @param garbage superseded points that are still in Qdrant
     * @param garbageDue those of them that could be removed by now
     */
    public record Counts(long unsettled, Duration oldestUnsettled, long parked, long garbage, long garbageDue) {}

    private static final String COUNTS = """
            SELECT unsettled, oldest, parked, garbage, garbage_due
            FROM (SELECT count(*) AS unsettled,
                         coalesce(extract(epoch FROM now() - min(committed_at)), 0)::float8 AS oldest
                  FROM unit_of_work WHERE state = 'COMMITTED' AND ($1 OR tenant = $2)) AS committed,
                 (SELECT count(*) AS parked FROM unit_of_work
                  WHERE state = 'PARKED' AND ($1 OR tenant = $2)) AS given_up,
                 (SELECT count(*) AS garbage, count(*) FILTER (WHERE due_at <= now()) AS garbage_due
                  FROM garbage WHERE $1::boolean OR tenant = $2) AS superseded
            """;

    /** Counts what is on its way for the caller's tenant; for the operator, for all. */
    public Uni<Counts> counts(Caller caller) {
        return pool.preparedQuery(COUNTS)
                .execute(Tuple.of(caller.isOperator(), caller.tenant().value()))
                .map(rows -> counts(rows.iterator().next()));
    }

    private static Counts counts(Row row) {
        return new Counts(
                row.getLong("unsettled"),
                Duration.ofMillis(Math.round(row.getDouble("oldest") * 1_000)),
                row.getLong("parked"),
                row.getLong("garbage"),
                row.getLong("garbage_due"));
    }
}
