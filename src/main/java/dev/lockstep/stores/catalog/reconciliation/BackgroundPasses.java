package dev.lockstep.stores.catalog.reconciliation;

import dev.lockstep.domain.Tenant;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records who is running which background pass, and how the last one ended. A claim is a run's id under a lease by
 * the database's clock: whoever comes after the lease has run out writes an id of its own, and the earlier run
 * changes nothing any more.
 */
@ApplicationScoped
public class BackgroundPasses {

    private final GuardedPool pool;

    BackgroundPasses(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    /**
     * The progress of a pass: how many points it looked at, of about how many, what it found and how much of that it
     * mended.
     */
    public record Progress(long scanned, long total, long found, long repaired) {}

    /**
     * A pass as the database has it.
     *
     * @param state RUNNING, FINISHED or FAILED; ABANDONED when it says RUNNING and the lease has run out; WAITING before
     *     the first time
     */
    public record PassRecord(
            String name,
            String state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            Progress progress,
            @Nullable String detail) {}

    /**
     * The passes are locked in the order of their names, so that two claims of both never wait for each other in a
     * circle.
     */
    private static final String CLAIM = """
            WITH free AS (
                SELECT name FROM background_pass
                WHERE tenant = $1 AND name = ANY($2)
                  AND (state <> 'RUNNING' OR lease_until < now())
                  AND (finished_at IS NULL OR finished_at <= now() - $6 * interval '1 millisecond')
                ORDER BY name FOR UPDATE)
            UPDATE background_pass
            SET state = 'RUNNING', run = $3, owner = $4, lease_until = now() + $5 * interval '1 millisecond',
                started_at = now(), finished_at = NULL, scanned = 0, total = 0, found = 0, repaired = 0, detail = NULL
            WHERE tenant = $1 AND name IN (SELECT name FROM free)
              AND (SELECT count(*) FROM free) = cardinality($2::text[])
            """;

    /**
     * Claims all of these passes or none.
     *
     * @param run a new id
     * @param owner the process, for people who read the row
     * @param rest how long ago the last one must have ended
     */
    public Uni<Boolean> claim(Collection<String> names, UUID run, String owner, Duration lease, Duration rest) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.tuple()
                        .addValue(Tenant.DEFAULT.value())
                        .addValue(names.toArray(String[]::new))
                        .addValue(run)
                        .addValue(owner)
                        .addValue((double) lease.toMillis())
                        .addValue((double) rest.toMillis()))
                .map(rows -> rows.rowCount() == names.size());
    }

    private static final String BEGIN =
            "UPDATE background_pass SET started_at = now(), total = $3 WHERE run = $1 AND name = $2";

    /** Begins a pass when its turn has come: a run may have claimed several. */
    public Uni<Void> begin(UUID run, String name, long total) {
        return update(BEGIN, Tuple.of(run, name, total)).replaceWithVoid();
    }

    private static final String RENEW = """
            UPDATE background_pass
            SET lease_until = now() + $3 * interval '1 millisecond',
                scanned = CASE WHEN name = $2 THEN $4 ELSE scanned END,
                total = CASE WHEN name = $2 THEN $5 ELSE total END,
                found = CASE WHEN name = $2 THEN $6 ELSE found END,
                repaired = CASE WHEN name = $2 THEN $7 ELSE repaired END
            WHERE run = $1 AND state = 'RUNNING'
            """;

    /**
     * Keeps every claim of the run, and records the progress of the named pass; false when another run has taken
     * over.
     */
    public Uni<Boolean> renew(UUID run, String name, Duration lease, Progress progress) {
        return update(
                        RENEW,
                        Tuple.tuple()
                                .addValue(run)
                                .addValue(name)
                                .addValue((double) lease.toMillis())
                                .addValue(progress.scanned())
                                .addValue(progress.total())
                                .addValue(progress.found())
                                .addValue(progress.repaired()))
                .map(updated -> updated > 0);
    }

    private static final String FINISH = """
            UPDATE background_pass
            SET state = $3, finished_at = now(), scanned = $4, total = $5, found = $6, repaired = $7, detail = $8
            WHERE run = $1 AND name = $2 AND state = 'RUNNING'
            """;

    public Uni<Boolean> finish(UUID run, String name, Progress progress, String detail) {
        return end(run, name, "FINISHED", progress, detail);
    }

    public Uni<Boolean> fail(UUID run, String name, Progress progress, String detail) {
        return end(run, name, "FAILED", progress, detail);
    }

    private Uni<Boolean> end(UUID run, String name, String state, Progress progress, String detail) {
        return update(
                        FINISH,
                        Tuple.tuple()
                                .addValue(run)
                                .addValue(name)
                                .addValue(state)
                                .addValue(progress.scanned())
                                .addValue(progress.total())
                                .addValue(progress.found())
                                .addValue(progress.repaired())
                                .addValue(detail))
                .map(updated -> updated == 1);
    }

    private static final String ALL = """
            SELECT name, CASE WHEN state = 'RUNNING' AND lease_until < now() THEN 'ABANDONED' ELSE state END AS state,
                   started_at, finished_at, scanned, total, found, repaired, detail
            FROM background_pass WHERE tenant = $1 ORDER BY name
            """;

    public Uni<List<PassRecord>> all() {
        return pool.preparedQuery(ALL).execute(Tuple.of(Tenant.DEFAULT.value())).map(rows -> {
            List<PassRecord> passes = new ArrayList<>(rows.size());
            rows.forEach(row -> passes.add(pass(row)));
            return passes;
        });
    }

    private static PassRecord pass(Row row) {
        return new PassRecord(
                row.getString("name"),
                row.getString("state"),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")),
                new Progress(
                        row.getLong("scanned"), row.getLong("total"), row.getLong("found"), row.getLong("repaired")),
                row.getString("detail"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private Uni<Integer> update(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(RowSet::rowCount);
    }
}
