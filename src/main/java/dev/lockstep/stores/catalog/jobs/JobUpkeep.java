package dev.lockstep.stores.catalog.jobs;

import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job.State;
import dev.lockstep.domain.JobId;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Responses;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Keeps the jobs in order: nothing waits for ever, and nothing is kept for ever. */
@ApplicationScoped
public class JobUpkeep {

    private final GuardedPool pool;

    JobUpkeep(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    private static final String SEEN = """
            INSERT INTO job_spool (spool_id) VALUES ($1) ON CONFLICT (spool_id) DO UPDATE SET seen_at = now()
            """;

    /** Records that a process can read this directory. */
    public Uni<Void> seen(UUID spool) {
        return execute(SEEN, Tuple.of(spool)).replaceWithVoid();
    }

    private static final String END = """
            UPDATE job j SET state = 'FAILED', problem = $1, finished_at = now(), run = NULL, owner = NULL, lease_until = NULL
            WHERE finished_at IS NULL AND
            """;

    private static final String END_LOST = END + """
            (lease_until IS NULL OR lease_until < now()) AND created_at < now() - $2 * interval '1 millisecond'
            AND NOT EXISTS (SELECT FROM job_spool s
                            WHERE s.spool_id = j.spool_id AND s.seen_at > now() - $2 * interval '1 millisecond')
            """;

    /** Ends jobs whose directory no process has had for this long. */
    public Uni<Integer> endLost(Failure problem, Duration unseen) {
        return execute(END_LOST, Tuple.of(Responses.json(problem), (double) unseen.toMillis()))
                .map(RowSet::rowCount);
    }

    private static final String END_HOMELESS = END + """
            NOT EXISTS (SELECT FROM knowledge_base k WHERE k.id = j.knowledge_base_id AND k.state = 'LIVE')
            """;

    /**
     * Ends jobs whose knowledge base is gone. A run that is working on one notices with the next thing that it
     * writes down.
     */
    public Uni<Integer> endHomeless(Failure problem) {
        return execute(END_HOMELESS, Tuple.of(Responses.json(problem))).map(RowSet::rowCount);
    }

    private static final String DONE_WITH =
            "SELECT id, file FROM job WHERE finished_at IS NOT NULL AND file IS NOT NULL AND spool_id = $1 LIMIT $2";

    /** Returns the files of a directory that no job needs any more, by the jobs that needed them. */
    public Uni<Map<JobId, String>> doneWith(UUID spool, int limit) {
        return execute(DONE_WITH, Tuple.of(spool, limit)).map(rows -> {
            Map<JobId, String> files = new HashMap<>();
            rows.forEach(row -> files.put(new JobId(row.getUUID("id")), row.getString("file")));
            return files;
        });
    }

    private static final String REMOVED = "UPDATE job SET file = NULL WHERE id = ANY($1) AND finished_at IS NOT NULL";

    /** Records that the files of these jobs are removed. */
    public Uni<Void> removed(Set<JobId> jobs) {
        UUID[] ids = jobs.stream().map(JobId::value).toArray(UUID[]::new);
        return execute(REMOVED, Tuple.tuple().addValue(ids)).replaceWithVoid();
    }

    private static final String FORGET_LINES = """
            DELETE FROM job_line WHERE (job_id, line) IN (
                SELECT l.job_id, l.line FROM job j JOIN job_line l ON l.job_id = j.id
                WHERE j.finished_at < now() - $1 * interval '1 millisecond' LIMIT $2)
            """;

    /**
     * Deletes the outcomes of lines of jobs that ended this long ago, a limited number at a time: a job may have
     * very many.
     */
    public Uni<Integer> forgetLines(Duration age, int limit) {
        return execute(FORGET_LINES, Tuple.of((double) age.toMillis(), limit)).map(RowSet::rowCount);
    }

    private static final String FORGET = """
            DELETE FROM job WHERE id IN (
                SELECT id FROM job j WHERE finished_at < now() - $1 * interval '1 millisecond'
                  AND NOT EXISTS (SELECT FROM job_line l WHERE l.job_id = j.id) LIMIT $2)
            """;

    /** Deletes jobs that ended this long ago and of which nothing else is left. */
    public Uni<Integer> forget(Duration age, int limit) {
        return execute(FORGET, Tuple.of((double) age.toMillis(), limit)).map(RowSet::rowCount);
    }

    private static final String FORGET_SPOOLS = """
            DELETE FROM job_spool s WHERE seen_at < now() - $1 * interval '1 millisecond'
              AND NOT EXISTS (SELECT FROM job j WHERE j.finished_at IS NULL AND j.spool_id = s.spool_id)
            """;

    /** Forgets directories that no process has had for this long, and no job needs. */
    public Uni<Integer> forgetSpools(Duration unseen) {
        return execute(FORGET_SPOOLS, Tuple.of((double) unseen.toMillis())).map(RowSet::rowCount);
    }

    private static final String FILES = "SELECT file FROM job WHERE finished_at IS NULL AND spool_id = $1";

    /** Returns the files of a directory that jobs still need. */
    public Uni<Set<String>> files(UUID spool) {
        return execute(FILES, Tuple.of(spool)).map(rows -> {
            Set<String> files = new HashSet<>();
            rows.forEach(row -> files.add(row.getString("file")));
            return files;
        });
    }

    private static final String COUNT =
            "SELECT state, count(*) AS jobs FROM job WHERE finished_at IS NULL GROUP BY state";

    /** Counts the jobs that are not over, by state. */
    public Uni<Map<State, Long>> unfinished() {
        return execute(COUNT, Tuple.tuple()).map(rows -> {
            Map<State, Long> counts = new EnumMap<>(State.class);
            rows.forEach(row -> counts.put(State.valueOf(row.getString("state")), row.getLong("jobs")));
            return counts;
        });
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters);
    }
}
