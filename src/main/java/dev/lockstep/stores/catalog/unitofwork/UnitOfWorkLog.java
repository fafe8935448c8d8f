package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Responses;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of every unit of work and its transitions.
 *
 * <p>Each transition names the state and the fence it starts from and reports whether it happened: {@code false} means
 * that another process took the unit of work over. All times are the database's. {@link UnitOfWorkClaims} takes over
 * what others left, {@link UnitOfWorkStaging} begins.
 */
@ApplicationScoped
public class UnitOfWorkLog {

    /** The pool for what keeps records moving, which must not wait behind requests, however many there are. */
    private final GuardedPool pool;

    private final GuardedPool requests;

    UnitOfWorkLog(GuardedPool pool) {
        this.pool = pool.forDuties();
        this.requests = pool;
    }

    private static final String COMMIT = """
            UPDATE unit_of_work
            SET state = 'COMMITTED', committed_at = now(), buffered = $3,
                lease_until = least(lease_until, now() + $4 * interval '1 millisecond')
            WHERE id = $1 AND fence = $2 AND state = 'STAGED'
            """;

    /**
     * Writes the fenced row that begins the committing transaction.
     *
     * @param buffered whether searches must read its points from the write buffer until it is settled
     * @param settleWithin when others may settle it, from now
     */
    public Uni<Boolean> commit(
            CatalogTransaction transaction, UnitOfWorkId id, long fence, BufferNeed buffered, Duration settleWithin) {
        return transaction
                .preparedQuery(COMMIT)
                .execute(Tuple.of(id.value(), fence, buffered == BufferNeed.BUFFERED, (double) settleWithin.toMillis()))
                .map(UnitOfWorkLog::happened);
    }

    private static final String STORE_RESPONSE = "UPDATE unit_of_work SET response = $2 WHERE id = $1";

    /** Stores the response to the caller in the transaction that makes it true. */
    public Uni<Void> storeResponse(CatalogTransaction transaction, UnitOfWorkId id, StoredResponse response) {
        return transaction
                .preparedQuery(STORE_RESPONSE)
                .execute(Tuple.of(id.value(), Responses.json(response)))
                .replaceWithVoid();
    }

    private static final String BEGIN_COMPENSATION = """
            WITH begun AS (
                UPDATE unit_of_work SET state = 'COMPENSATING', last_error = $3, error = $4
                WHERE id = $1 AND fence = $2 AND state = 'STAGED'
                RETURNING id),
            failed AS (
                UPDATE unit_of_work_step s SET state = 'FAILED', error = $3
                FROM begun WHERE s.uow_id = begun.id AND s.ordinal = $5)
            SELECT id FROM begun
            """;

    /**
     * Makes the decision to undo durable, before anything is undone.
     *
     * @param failedStep the ordinal of the step that failed, or -1 for none in particular
     */
    public Uni<Boolean> beginCompensation(UnitOfWorkId id, long fence, Failure cause, int failedStep) {
        return transition(
                BEGIN_COMPENSATION, Tuple.of(id.value(), fence, cause.message(), Responses.json(cause), failedStep));
    }

    private static final String FINISH_COMPENSATION = """
            WITH finished AS (
                UPDATE unit_of_work
                SET state = 'COMPENSATED', attempts = 0, finished_at = now(), response = $4,
                    lease_until = now() + $3 * interval '1 millisecond'
                WHERE id = $1 AND fence = $2 AND state = 'COMPENSATING'
                RETURNING id),
            undone AS (
                UPDATE unit_of_work_step s SET state = 'COMPENSATED'
                FROM finished WHERE s.uow_id = finished.id AND s.state = 'STAGED')
            SELECT id FROM finished
            """;

    /**
     * Records that a unit of work is undone.
     *
     * @param firstSweep when late points are looked for the first time, from now
     * @param response what the caller is told, if it may ask again
     */
    public Uni<Boolean> finishCompensation(
            UnitOfWorkId id, long fence, Duration firstSweep, @Nullable StoredResponse response) {
        return transition(
                FINISH_COMPENSATION,
                Tuple.of(id.value(), fence, (double) firstSweep.toMillis(), Responses.json(response)));
    }

    private static final String SETTLE = """
            UPDATE unit_of_work SET state = 'SETTLED', settled_at = now()
            WHERE id = ANY($1) AND state = 'COMMITTED'
            RETURNING (extract(epoch FROM settled_at - committed_at) * 1000)::int8 AS millis
            """;

    /**
     * Settles units of work. Settling has no fence: it changes nothing that anyone can see, so doing it twice does
     * no harm.
     *
     * @return how long each of them took, since its commit
     */
    public Uni<List<Duration>> settle(Collection<UnitOfWorkId> ids) {
        return pool.preparedQuery(SETTLE)
                .execute(Tuple.of(Columns.unitsOfWork(ids)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> Duration.ofMillis(row.getLong("millis")))
                        .toList());
    }

    private static final String SWEPT = """
            UPDATE unit_of_work
            SET sweeps = sweeps + 1, attempts = 0,
                state = CASE WHEN $3::float8 > 0 THEN state ELSE 'SWEPT' END,
                lease_until = now() + $3 * interval '1 millisecond'
            WHERE id = $1 AND fence = $2 AND state = 'COMPENSATED'
            """;

    /**
     * Records that late points were looked for.
     *
     * @param next when to look again, or zero when this was the last time
     */
    public Uni<Boolean> swept(UnitOfWorkId id, long fence, Duration next) {
        return transition(SWEPT, Tuple.of(id.value(), fence, (double) next.toMillis()));
    }

    private static final String POSTPONE = """
            UPDATE unit_of_work SET last_error = $3, lease_until = now() + $4 * interval '1 millisecond'
            WHERE id = $1 AND fence = $2
            """;

    /** Records that finishing failed; the unit of work can be claimed again after the given time. */
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

    private static final String UNPARK = """
            UPDATE unit_of_work SET state = 'COMPENSATING', attempts = 0, lease_until = now()
            WHERE id = $1 AND tenant = $2 AND ($3::text IS NULL OR created_by = $3) AND state = 'PARKED'
            """;

    /** Lets recovery try again at once; false when the unit of work is not parked. */
    public Uni<Boolean> unpark(Caller caller, UnitOfWorkId id) {
        return transition(UNPARK, Tuple.of(id.value(), caller.tenant().value(), caller.ownOnly()));
    }

    /**
     * Reads the state after a commit in doubt. Taking the row's lock waits for a server process that is still
     * committing, so the answer is final.
     */
    private static final String SETTLE_DOUBT = "SELECT state FROM unit_of_work WHERE id = $1 FOR UPDATE";

    public Uni<Optional<UnitOfWorkState>> settleDoubt(UnitOfWorkId id) {
        return pool.preparedQuery(SETTLE_DOUBT).execute(Tuple.of(id.value())).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> UnitOfWorkState.valueOf(row.getString("state")))
                .findFirst());
    }

    /**
     * Every unit of work whose points must be read from the write buffer, as of an instant.
     *
     * @param at an instant that is not later than the reading, by the database's clock
     */
    public record Unsettled(Set<UnitOfWorkId> units, OffsetDateTime at) {
        public Unsettled {
            units = Set.copyOf(units);
        }
    }

    private static final String UNSETTLED = """
            SELECT now() AS at, coalesce(array_agg(id), '{}') AS units
            FROM unit_of_work WHERE state = 'COMMITTED' AND buffered
            """;

    public Uni<Unsettled> unsettled() {
        return requests.preparedQuery(UNSETTLED)
                .execute()
                .map(rows -> unsettled(rows.iterator().next()));
    }

    private static Unsettled unsettled(Row row) {
        Set<UnitOfWorkId> units = Arrays.stream(row.getArrayOfUUIDs("units"))
                .map(UnitOfWorkId::new)
                .collect(Collectors.toSet());
        return new Unsettled(units, row.getOffsetDateTime("at"));
    }

    private Uni<Boolean> transition(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(UnitOfWorkLog::happened);
    }

    /** Tells whether a statement hit a row: an UPDATE counts what it changed, a SELECT what it found. */
    private static boolean happened(RowSet<Row> result) {
        return result.rowCount() == 1 || result.size() == 1;
    }

    static StepRecord step(Row row) {
        return new StepRecord(
                new UnitOfWorkId(row.getUUID("uow_id")),
                row.getInteger("ordinal"),
                row.getString("participant"),
                row.getString("operation"),
                row.get(JsonObject.class, "target"),
                counts(row.get(JsonObject.class, "affected")));
    }

    private static Map<String, Integer> counts(JsonObject json) {
        Map<String, Integer> counts = new HashMap<>();
        json.forEach(count -> counts.put(count.getKey(), (Integer) count.getValue()));
        return counts;
    }
}
