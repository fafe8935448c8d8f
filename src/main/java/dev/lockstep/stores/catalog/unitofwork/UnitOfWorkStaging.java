package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.CatalogFailures;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Responses;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins the durable record of units of work, which {@link UnitOfWorkLog} continues. */
@ApplicationScoped
public class UnitOfWorkStaging {

    /** The name of the unique index on keys. */
    private static final String KEY_INDEX = "unit_of_work_tenant_idempotency_key_key";

    /**
     * What is recorded of a unit of work before anything is done.
     *
     * @param origin the span of the request, as a W3C traceparent; null when nothing is traced
     */
    public record Intent(
            UnitOfWorkId id,
            Caller caller,
            Lease lease,
            @Nullable IdempotencyKey key,
            @Nullable String origin) {}

    private final GuardedPool pool;

    UnitOfWorkStaging(GuardedPool pool) {
        this.pool = pool;
    }

    /** Tells whether a failure means that another unit of work has the idempotency key. */
    public static boolean isKeyTaken(Throwable failure) {
        return CatalogFailures.isUniqueViolation(failure, KEY_INDEX);
    }

    private static final String RECORD = """
            INSERT INTO unit_of_work (id, tenant, state, owner, deadline, lease_until, idempotency_key, request_hash,
                                      trace_origin, created_by)
            VALUES ($1, $2, 'STAGED', $3,
                    now() + $4 * interval '1 millisecond', now() + $5 * interval '1 millisecond', $6, $7, $8, $9)
            """;

    private static final String STEPS = """
            INSERT INTO unit_of_work_step (uow_id, tenant, ordinal, participant, operation, target, affected)
            SELECT $1, $2, ordinal - 1, participant, operation, target::jsonb, affected::jsonb
            """;

    private static final String STAGE = "WITH staged AS (" + RECORD + ") " + STEPS + """
            FROM unnest($10::text[], $11::text[], $12::text[], $13::text[])
                WITH ORDINALITY AS step (participant, operation, target, affected, ordinal)
            """;

    /**
     * Writes the record and its steps, as the first statement of the staging transaction.
     *
     * @throws io.vertx.pgclient.PgException for which {@link #isKeyTaken} holds when the key is in use
     */
    public Uni<Void> stage(CatalogTransaction transaction, Intent intent, List<StepRecord> steps) {
        Tuple parameters = addSteps(record(intent), steps);
        return transaction.preparedQuery(STAGE).execute(parameters).replaceWithVoid();
    }

    /**
     * Writes a record whose steps are not known yet, for work that goes on in the background and can be asked about.
     *
     * @throws io.vertx.pgclient.PgException for which {@link #isKeyTaken} holds when the key is in use
     */
    public Uni<Void> announce(Intent intent) {
        return pool.preparedQuery(RECORD).execute(record(intent)).replaceWithVoid();
    }

    /** The lock keeps recovery from undoing the record between this check and the commit of what is staged. */
    private static final String STAGE_ANNOUNCED = STEPS + """
            FROM (SELECT id FROM unit_of_work WHERE id = $1 AND fence = $3 AND state = 'STAGED' FOR UPDATE) AS announced,
                unnest($4::text[], $5::text[], $6::text[], $7::text[])
                    WITH ORDINALITY AS step (participant, operation, target, affected, ordinal)
            """;

    /** Adds the steps of an announced unit of work; false when recovery has taken the unit over. */
    public Uni<Boolean> stageAnnounced(
            CatalogTransaction transaction, UnitOfWorkId id, Caller caller, long fence, List<StepRecord> steps) {
        Tuple parameters = Tuple.tuple()
                .addValue(id.value())
                .addValue(caller.tenant().value())
                .addValue(fence);
        return transaction
                .preparedQuery(STAGE_ANNOUNCED)
                .execute(addSteps(parameters, steps))
                .map(rows -> rows.rowCount() == steps.size());
    }

    private static Tuple record(Intent intent) {
        Lease lease = intent.lease();
        IdempotencyKey key = intent.key();
        return Tuple.tuple()
                .addValue(intent.id().value())
                .addValue(intent.caller().tenant().value())
                .addValue(lease.owner())
                .addValue((double) lease.timeout().toMillis())
                .addValue((double) lease.length().toMillis())
                .addValue(key == null ? null : key.value())
                .addValue(key == null ? null : key.requestHash())
                .addValue(intent.origin())
                .addValue(intent.caller().name());
    }

    private static Tuple addSteps(Tuple parameters, List<StepRecord> steps) {
        return parameters
                .addValue(steps.stream().map(StepRecord::participant).toArray(String[]::new))
                .addValue(steps.stream().map(StepRecord::operation).toArray(String[]::new))
                .addValue(steps.stream().map(step -> step.target().encode()).toArray(String[]::new))
                .addValue(steps.stream()
                        .map(step -> JsonObject.mapFrom(step.affected()).encode())
                        .toArray(String[]::new));
    }

    private static final String RECORD_ANSWER = """
            INSERT INTO unit_of_work (id, tenant, state, owner, deadline, lease_until, buffered, idempotency_key,
                                      request_hash, response, committed_at, settled_at, created_by)
            VALUES ($1, $2, 'SETTLED', 'none', now(), now(), false, $3, $4, $5, now(), now(), $6)
            """;

    /** Keeps the response to a request that changed nothing, so that its key means the same next time. */
    public Uni<Void> recordAnswer(UnitOfWorkId id, Caller caller, IdempotencyKey key, StoredResponse response) {
        return pool.preparedQuery(RECORD_ANSWER)
                .execute(Tuple.of(
                        id.value(),
                        caller.tenant().value(),
                        key.value(),
                        key.requestHash(),
                        Responses.json(response),
                        caller.name()))
                .replaceWithVoid();
    }
}
