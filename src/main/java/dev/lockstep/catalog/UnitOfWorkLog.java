package dev.lockstep.catalog;

import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The durable record of every unit of work and its transitions.
 *
 * <p>Each transition names the state and the fence it starts from and reports whether it happened: {@code false} means
 * that another process took the unit of work over. All times are the database's. {@link UnitOfWorkClaims} takes over
 * what others left.
 */
@ApplicationScoped
public class UnitOfWorkLog {

    /** What keeps records moves on, however many requests there are. */
    private final GuardedPool pool;

    private final GuardedPool requests;

    UnitOfWorkLog(GuardedPool pool) {
        this.pool = pool.forDuties();
        this.requests = pool;
    }

    private static final String STAGE = """
            WITH staged AS (
                INSERT INTO unit_of_work (id, tenant, state, owner, deadline, lease_until)
                VALUES ($1, $2, 'STAGED', $3,
                        now() + $4 * interval '1 millisecond', now() + $5 * interval '1 millisecond'))
            INSERT INTO unit_of_work_step (uow_id, tenant, ordinal, participant, operation, target)
            SELECT $1, $2, ordinal - 1, participant, operation, target::jsonb
            FROM unnest($6::text[], $7::text[], $8::text[])
                WITH ORDINALITY AS step (participant, operation, target, ordinal)
            """;

    /** Writes the record and its steps, as the first statement of the staging transaction. */
    public Uni<Void> stage(
            SqlConnection connection, UnitOfWorkId id, Tenant tenant, Lease lease, List<StepRecord> steps) {
        Tuple parameters = Tuple.tuple()
                .addValue(id.value())
                .addValue(tenant.value())
                .addValue(lease.owner())
                .addValue((double) lease.timeout().toMillis())
                .addValue((double) lease.length().toMillis())
                .addValue(steps.stream().map(StepRecord::participant).toArray(String[]::new))
                .addValue(steps.stream().map(StepRecord::operation).toArray(String[]::new))
                .addValue(steps.stream().map(step -> step.target().encode()).toArray(String[]::new));
        return connection.preparedQuery(STAGE).execute(parameters).replaceWithVoid();
    }

    private static final String COMMIT = """
            UPDATE unit_of_work SET state = 'COMMITTED', committed_at = now(), buffered = $3
            WHERE id = $1 AND fence = $2 AND state = 'STAGED'
            """;

    /**
     * The fenced row that begins the committing transaction.
     *
     * @param buffered whether searches must read its points from the write buffer until it is settled
     */
    public Uni<Boolean> commit(SqlConnection connection, UnitOfWorkId id, long fence, Buffering buffered) {
        return connection
                .preparedQuery(COMMIT)
                .execute(Tuple.of(id.value(), fence, buffered == Buffering.BUFFERED))
                .map(UnitOfWorkLog::happened);
    }

    private static final String BEGIN_COMPENSATION = """
            UPDATE unit_of_work SET state = 'COMPENSATING', last_error = $3
            WHERE id = $1 AND fence = $2 AND state = 'STAGED'
            """;

    /** Makes the decision to undo durable, before anything is undone. */
    public Uni<Boolean> beginCompensation(UnitOfWorkId id, long fence, String cause) {
        return transition(BEGIN_COMPENSATION, Tuple.of(id.value(), fence, cause));
    }

    private static final String FINISH_COMPENSATION = """
            UPDATE unit_of_work
            SET state = 'COMPENSATED', attempts = 0, lease_until = now() + $3 * interval '1 millisecond'
            WHERE id = $1 AND fence = $2 AND state = 'COMPENSATING'
            """;

    /** @param firstSweep when late points are looked for the first time, from now */
    public Uni<Boolean> finishCompensation(UnitOfWorkId id, long fence, Duration firstSweep) {
        return transition(FINISH_COMPENSATION, Tuple.of(id.value(), fence, (double) firstSweep.toMillis()));
    }

    private static final String SETTLE = """
            UPDATE unit_of_work SET state = 'SETTLED', settled_at = now()
            WHERE id = ANY($1) AND state = 'COMMITTED'
            RETURNING (extract(epoch FROM settled_at - committed_at) * 1000)::int8 AS millis
            """;

    /**
     * Settling has no fence: it changes nothing that anyone can see, so doing it twice does no harm.
     *
     * @return how long each of them took, since its commit
     */
    public Uni<List<Duration>> settle(Collection<UnitOfWorkId> ids) {
        return pool.preparedQuery(SETTLE)
                .execute(Tuple.of(uuids(ids)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> Duration.ofMillis(row.getLong("millis")))
                        .toList())
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    private static final String SWEPT = """
            UPDATE unit_of_work
            SET sweeps = sweeps + 1, attempts = 0,
                state = CASE WHEN $3::float8 > 0 THEN state ELSE 'SWEPT' END,
                lease_until = now() + $3 * interval '1 millisecond'
            WHERE id = $1 AND fence = $2 AND state = 'COMPENSATED'
            """;

    /** @param next when to look again, or zero when this was the last time */
    public Uni<Boolean> swept(UnitOfWorkId id, long fence, Duration next) {
        return transition(SWEPT, Tuple.of(id.value(), fence, (double) next.toMillis()));
    }

    private static final String POSTPONE = """
            UPDATE unit_of_work SET last_error = $3, lease_until = now() + $4 * interval '1 millisecond'
            WHERE id = $1 AND fence = $2
            """;

    /** Finishing it failed; it can be claimed again after the given time. */
    public Uni<Boolean> postpone(UnitOfWorkId id, long fence, String error, Duration next) {
        return transition(POSTPONE, Tuple.of(id.value(), fence, error, (double) next.toMillis()));
    }

    private static final String PARK = """
            UPDATE unit_of_work SET state = 'PARKED', last_error = $3
            WHERE id = $1 AND fence = $2 AND state = 'COMPENSATING'
            """;

    public Uni<Boolean> park(UnitOfWorkId id, long fence, String error) {
        return transition(PARK, Tuple.of(id.value(), fence, error));
    }

    /**
     * The state after a commit in doubt. Taking the row's lock waits for a server process that is still committing, so
     * the answer is final.
     */
    private static final String SETTLE_DOUBT = "SELECT state FROM unit_of_work WHERE id = $1 FOR UPDATE";

    public Uni<Optional<UnitOfWorkState>> settleDoubt(UnitOfWorkId id) {
        return pool.preparedQuery(SETTLE_DOUBT)
                .execute(Tuple.of(id.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> UnitOfWorkState.valueOf(row.getString("state")))
                        .findFirst())
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    private static final String UNSETTLED = "SELECT id FROM unit_of_work WHERE state = 'COMMITTED' AND buffered";

    /** Every unit of work whose points must be read from the write buffer. */
    public Uni<Set<UnitOfWorkId>> unsettled() {
        return requests.preparedQuery(UNSETTLED)
                .execute()
                .map(rows -> {
                    Set<UnitOfWorkId> ids = new HashSet<>();
                    rows.forEach(row -> ids.add(new UnitOfWorkId(row.getUUID("id"))));
                    return ids;
                })
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    private Uni<Boolean> transition(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(UnitOfWorkLog::happened)
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    private static boolean happened(RowSet<Row> result) {
        return result.rowCount() == 1;
    }

    static UUID[] uuids(Collection<UnitOfWorkId> ids) {
        return ids.stream().map(UnitOfWorkId::value).toArray(UUID[]::new);
    }

    static StepRecord step(Row row) {
        return new StepRecord(
                new UnitOfWorkId(row.getUUID("uow_id")),
                row.getInteger("ordinal"),
                row.getString("participant"),
                row.getString("operation"),
                row.get(JsonObject.class, "target"));
    }
}
