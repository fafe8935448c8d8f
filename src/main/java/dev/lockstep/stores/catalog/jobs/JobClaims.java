package dev.lockstep.stores.catalog.jobs;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Lines;
import dev.lockstep.domain.Job.Progress;
import dev.lockstep.domain.Job.State;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Responses;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records who is working on a job. A claim is a run's id under a lease by the database's clock; whoever comes after
 * the lease has run out writes an id of its own, and then the earlier run changes nothing of the job any more.
 */
@ApplicationScoped
public class JobClaims {

    private final GuardedPool pool;

    JobClaims(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    private static final String OURS = "WHERE run = $1 AND state IN ('RUNNING', 'CANCELLING')";

    private static final String CLAIM = """
            UPDATE job j
            SET run = $1, owner = $2, lease_until = now() + $3 * interval '1 millisecond', attempts = attempts + 1,
                state = CASE WHEN state = 'QUEUED' THEN 'RUNNING' ELSE state END, started_at = coalesce(started_at, now())
            FROM (SELECT f.id FROM job f
                  WHERE f.finished_at IS NULL AND f.spool_id = $4 AND f.next_attempt_at <= now()
                    AND (f.lease_until IS NULL OR f.lease_until < now())
                  ORDER BY f.next_attempt_at LIMIT 1
                  FOR NO KEY UPDATE SKIP LOCKED) free
            WHERE j.id = free.id
            RETURNING j.*, now() AS now
            """;

    /**
     * Claims a job that nobody is working on.
     *
     * @param run a new id
     * @param owner the process, for people who read the row
     * @param spool the directory that the process can read
     */
    public Uni<Optional<Job>> claim(UUID run, String owner, Duration lease, UUID spool) {
        return execute(CLAIM, Tuple.of(run, owner, (double) lease.toMillis(), spool))
                .map(rows -> Jobs.all(rows).stream().findFirst());
    }

    private static final String RENEW = """
            UPDATE job SET lease_until = now() + $2 * interval '1 millisecond', step = $3, unit = $4, done = $5, total = $6,
                rate = $7
            """ + OURS + " RETURNING state";

    /** Keeps the claim and records the job's progress; empty when another run has taken over, or the job is over. */
    public Uni<Optional<State>> renew(UUID run, Duration lease, Progress progress) {
        return execute(
                        RENEW,
                        Tuple.of(run, (double) lease.toMillis(), progress.step(), progress.unit(), progress.done())
                                .addValue(progress.total())
                                .addValue(progress.rate()))
                .map(JobClaims::state);
    }

    private static final String COUNT = """
            WITH mine AS (
                UPDATE job SET next_line = $2, lines_created = $3, lines_replaced = $4, lines_unchanged = $5,
                    lines_skipped = $6, lines_failed = $7, attempts = CASE WHEN $11 THEN 1 ELSE attempts END
            """ + OURS + """
                 RETURNING id, state),
            kept AS (
                INSERT INTO job_line (job_id, line, failed, result)
                SELECT mine.id, l.line, l.failed, l.result FROM mine, unnest($8::bigint[], $9::boolean[], $10::json[])
                    AS l (line, failed, result)
                ON CONFLICT DO NOTHING)
            SELECT state FROM mine
            """;

    /** Whether anything was stored in this run. If so, a failure counts as the first one again. */
    public enum Luck {
        NONE_YET,
        SOME
    }

    /** The outcome of a line, to be kept; {@code result} is JSON. */
    public record Counted(long line, boolean failed, String result) {}

    /**
     * Counts lines of a batch and keeps their outcomes in one instant: a line that is counted is not done again.
     *
     * @param lines the totals as they are now
     * @param kept the outcomes of the new ones
     * @return empty when another run has taken over
     */
    public Uni<Optional<State>> count(UUID run, Lines lines, List<Counted> kept, Luck luck) {
        return execute(
                        COUNT,
                        Tuple.tuple()
                                .addValue(run)
                                .addValue(lines.next())
                                .addValue(lines.created())
                                .addValue(lines.replaced())
                                .addValue(lines.unchanged())
                                .addValue(lines.skipped())
                                .addValue(lines.failed())
                                .addValue(kept.stream().map(Counted::line).toArray(Long[]::new))
                                .addValue(kept.stream().map(Counted::failed).toArray(Boolean[]::new))
                                .addValue(kept.stream()
                                        .map(line -> new JsonObject(line.result()))
                                        .toArray(JsonObject[]::new))
                                .addValue(luck == Luck.SOME))
                .map(JobClaims::state);
    }

    private static final String FINISH = """
            UPDATE job SET state = $2, result = $3, problem = $4, finished_at = now(), run = NULL, owner = NULL,
                lease_until = NULL, step = $5, unit = $6, done = $7, total = $8, rate = NULL
            """ + OURS;

    /**
     * Ends a job.
     *
     * @param result as JSON
     */
    public Uni<Boolean> finish(
            UUID run, State state, @Nullable String result, @Nullable Failure problem, Progress progress) {
        return update(
                FINISH,
                Tuple.tuple()
                        .addValue(run)
                        .addValue(state.name())
                        .addValue(result == null ? null : new JsonObject(result))
                        .addValue(problem == null ? null : Responses.json(problem))
                        .addValue(progress.step())
                        .addValue(progress.unit())
                        .addValue(progress.done())
                        .addValue(progress.total()));
    }

    private static final String RELEASE = """
            UPDATE job SET run = NULL, owner = NULL, lease_until = NULL, problem = $2, rate = NULL,
                state = CASE WHEN state = 'RUNNING' THEN 'QUEUED' ELSE state END,
                next_attempt_at = now() + $3 * interval '1 millisecond'
            """ + OURS;

    /** Ends an attempt that failed for a reason that may pass. */
    public Uni<Boolean> release(UUID run, Failure failure, Duration pause) {
        return update(RELEASE, Tuple.of(run, Responses.json(failure), (double) pause.toMillis()));
    }

    private static final String GIVE_BACK = """
            UPDATE job SET run = NULL, owner = NULL, lease_until = NULL, attempts = attempts - 1, rate = NULL,
                state = CASE WHEN state = 'RUNNING' THEN 'QUEUED' ELSE state END
            WHERE run = ANY($1) AND state IN ('RUNNING', 'CANCELLING')
            """;

    /** Lets other processes take these jobs over at once, because this process ends. */
    public Uni<Integer> giveBack(List<UUID> runs) {
        return execute(GIVE_BACK, Tuple.tuple().addValue(runs.toArray(UUID[]::new)))
                .map(RowSet::rowCount);
    }

    private static final String TAKE_OVER =
            "UPDATE job SET lease_until = NULL WHERE finished_at IS NULL AND owner IS DISTINCT FROM $1";

    /** Ends the leases of all others. Only a process that has its database for itself may do this. */
    public Uni<Void> endAllLeases(String owner) {
        return execute(TAKE_OVER, Tuple.of(owner)).replaceWithVoid();
    }

    private static Optional<State> state(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(State.valueOf(row.getString("state")));
        }
        return Optional.empty();
    }

    private Uni<Boolean> update(String sql, Tuple parameters) {
        return execute(sql, parameters).map(rows -> rows.rowCount() == 1);
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters);
    }
}
