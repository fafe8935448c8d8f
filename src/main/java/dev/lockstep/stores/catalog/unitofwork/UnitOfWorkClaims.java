package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes over units of work that nobody is working on any more, and reads records back. */
@ApplicationScoped
public class UnitOfWorkClaims {

    private final GuardedPool pool;

    UnitOfWorkClaims(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    private static final String CLAIM = """
            UPDATE unit_of_work
            SET fence = fence + 1, owner = $1, attempts = attempts + 1,
                lease_until = now() + $2 * interval '1 millisecond'
            WHERE id IN (
                SELECT id FROM unit_of_work
                WHERE state IN ('STAGED', 'COMMITTED', 'COMPENSATING', 'COMPENSATED') AND lease_until < now()
                ORDER BY lease_until
                LIMIT $3
                FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING id
            """;

    /**
     * Claims unfinished units of work whose lease has run out, oldest first. The previous holder of one can no
     * longer change it, because the fence is raised.
     *
     * @param limit at most so many
     */
    public Uni<List<UnitOfWorkRecord>> claim(String owner, Duration lease, int limit) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(owner, (double) lease.toMillis(), limit))
                .map(UnitOfWorkClaims::ids)
                .chain(this::read);
    }

    private static final String ABANDON = """
            UPDATE unit_of_work SET lease_until = now()
            WHERE state IN ('STAGED', 'COMMITTED', 'COMPENSATING') AND lease_until > now() AND owner <> $1
            """;

    /**
     * Ends every lease of others. This is right only while no other process can be working on this database, as when
     * the launcher has just started an embedded PostgreSQL of its own: then what a killed process left is recovered
     * at once.
     */
    public Uni<Integer> endAllLeases(String owner) {
        return pool.preparedQuery(ABANDON).execute(Tuple.of(owner)).map(RowSet::rowCount);
    }

    private static final String READ = """
            SELECT u.id, u.state, u.fence, u.attempts, u.sweeps, u.trace_origin,
                   s.uow_id, s.ordinal, s.participant, s.operation, s.target, s.affected
            FROM unit_of_work u LEFT JOIN unit_of_work_step s ON s.uow_id = u.id
            WHERE u.id = ANY($1)
            ORDER BY u.id, s.ordinal
            """;

    /** Reads the records of these units of work, with their steps. */
    public Uni<List<UnitOfWorkRecord>> read(Collection<UnitOfWorkId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return pool.preparedQuery(READ)
                .execute(Tuple.of(Columns.unitsOfWork(ids)))
                .map(UnitOfWorkClaims::records);
    }

    private static List<UnitOfWorkRecord> records(RowSet<Row> rows) {
        Map<UnitOfWorkId, Row> heads = new LinkedHashMap<>();
        Map<UnitOfWorkId, List<StepRecord>> steps = new LinkedHashMap<>();
        for (Row row : rows) {
            UnitOfWorkId id = new UnitOfWorkId(row.getUUID("id"));
            heads.putIfAbsent(id, row);
            // A unit of work that was announced and has no steps yet is a row without them.
            if (row.getUUID("uow_id") != null) {
                steps.computeIfAbsent(id, key -> new ArrayList<>()).add(UnitOfWorkLog.step(row));
            }
        }
        List<UnitOfWorkRecord> records = new ArrayList<>(heads.size());
        heads.forEach((id, row) -> records.add(new UnitOfWorkRecord(
                id,
                UnitOfWorkState.valueOf(row.getString("state")),
                row.getLong("fence"),
                row.getInteger("attempts"),
                row.getInteger("sweeps"),
                steps.getOrDefault(id, List.of()),
                row.getString("trace_origin"))));
        return records;
    }

    private static List<UnitOfWorkId> ids(RowSet<Row> rows) {
        List<UnitOfWorkId> ids = new ArrayList<>(rows.size());
        rows.forEach(row -> ids.add(new UnitOfWorkId(row.getUUID("id"))));
        return ids;
    }
}
