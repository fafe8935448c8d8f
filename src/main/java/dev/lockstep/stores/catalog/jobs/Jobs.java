package dev.lockstep.stores.catalog.jobs;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Input;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.Job.Lines;
import dev.lockstep.domain.Job.Progress;
import dev.lockstep.domain.Job.State;
import dev.lockstep.domain.Job.Times;
import dev.lockstep.domain.JobId;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Tenant;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Responses;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs as clients make and read them. {@link JobClaims} is for the runs that carry them out. */
@ApplicationScoped
public class Jobs {

    private final GuardedPool pool;

    Jobs(GuardedPool pool) {
        this.pool = pool;
    }

    /** A job in the making; {@code parameters} are JSON. */
    public record NewJob(
            JobId id,
            Caller caller,
            KnowledgeBase knowledgeBase,
            Kind kind,
            String parameters,
            Input input,
            @Nullable IdempotencyKey key) {}

    private static final String ADD = """
            WITH added AS (
                INSERT INTO job (id, tenant, knowledge_base_id, knowledge_base, kind, parameters, spool_id, file,
                                 idempotency_key, request_hash, caller)
                SELECT $1::uuid, $2, $3::uuid, $4, $5, $6::jsonb, $7::uuid, $8, $9, $10, $12::jsonb
                WHERE (SELECT count(*) FROM job WHERE finished_at IS NULL AND state = 'QUEUED') < $11::int
                ON CONFLICT (tenant, idempotency_key) DO NOTHING
                RETURNING *)
            SELECT *, now() AS now FROM added
            """;

    /**
     * Adds a job; empty when too many wait already, or when there is one with this key.
     *
     * @param mostQueued about so many may wait: those that come at the same instant do not see each other
     */
    public Uni<Optional<Job>> add(NewJob job, int mostQueued) {
        KnowledgeBase knowledgeBase = job.knowledgeBase();
        return read(
                        ADD,
                        Tuple.tuple()
                                .addValue(job.id().value())
                                .addValue(knowledgeBase.tenant().value())
                                .addValue(knowledgeBase.id().value())
                                .addValue(knowledgeBase.name())
                                .addValue(job.kind().name())
                                .addValue(new JsonObject(job.parameters()))
                                .addValue(job.input().spool())
                                .addValue(job.input().file())
                                .addValue(job.key() == null ? null : job.key().value())
                                .addValue(job.key() == null ? null : job.key().requestHash())
                                .addValue(mostQueued)
                                .addValue(CallerJson.write(job.caller())))
                .map(found -> found.stream().findFirst());
    }

    /** A job with the hash of the request that it was made for. */
    public record Keyed(Job job, String requestHash) {}

    private static final String BY_KEY = "SELECT *, now() AS now FROM job WHERE tenant = $1 AND idempotency_key = $2";

    public Uni<Optional<Keyed>> byKey(Caller caller, String key) {
        return rows(BY_KEY, Tuple.of(caller.tenant().value(), key)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Keyed(job(row), row.getString("request_hash")));
            }
            return Optional.empty();
        });
    }

    private static final String BY_ID =
            "SELECT *, now() AS now FROM job WHERE tenant = $1 AND id = $2 AND " + visible(3);

    public Uni<Optional<Job>> byId(Caller caller, JobId id) {
        return read(BY_ID, visibility(caller, Tuple.of(caller.tenant().value(), id.value())))
                .map(found -> found.stream().findFirst());
    }

    private static final String PAGE = """
            SELECT *, now() AS now FROM job
            WHERE tenant = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR state = $3)
              AND ($4::uuid IS NULL OR knowledge_base_id = $4) AND %s
            ORDER BY id DESC LIMIT $5
            """.formatted(visible(6));

    /**
     * Reads a page of jobs, newest first.
     *
     * @param before the last id of the page before, or null for the first page
     */
    public Uni<List<Job>> page(
            Caller caller,
            @Nullable State state,
            @Nullable KnowledgeBaseId knowledgeBase,
            @Nullable JobId before,
            int limit) {
        return read(
                PAGE,
                visibility(
                        caller,
                        Tuple.tuple()
                                .addValue(caller.tenant().value())
                                .addValue(before == null ? null : before.value())
                                .addValue(state == null ? null : state.name())
                                .addValue(knowledgeBase == null ? null : knowledgeBase.value())
                                .addValue(limit)));
    }

    // A job that nobody has begun has nothing to stop. Every expression of SET reads the row as it was.
    private static final String CANCEL = """
            UPDATE job
            SET state = CASE WHEN state = 'QUEUED' AND started_at IS NULL THEN 'CANCELLED' ELSE 'CANCELLING' END,
                finished_at = CASE WHEN state = 'QUEUED' AND started_at IS NULL THEN now() END,
                next_attempt_at = now()
            WHERE tenant = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')
            """;

    /** Asks a job to stop. A job that is over stays as it is. */
    public Uni<Boolean> cancel(Caller caller, JobId id) {
        return rows(CANCEL, Tuple.of(caller.tenant().value(), id.value())).map(rows -> rows.rowCount() == 1);
    }

    private static final String LAST_LINE = """
            SELECT coalesce(max(split_part(idempotency_key, ' ', 3)::bigint), 0) AS line FROM unit_of_work
            WHERE tenant = $1 AND starts_with(idempotency_key, $2) AND state IN ('STAGED', 'COMMITTED', 'SETTLED')
            """;

    /**
     * Returns the last line of a batch that may be stored; 0 for none. It reads all units of work that have keys.
     *
     * @param keys the beginning of the keys of its lines
     */
    public Uni<Long> lastLineBegun(Caller caller, String keys) {
        return rows(LAST_LINE, Tuple.of(caller.tenant().value(), keys))
                .map(rows -> rows.iterator().next().getLong("line"));
    }

    /** The outcome of a line of a batch, as JSON. */
    public record Line(long number, String result) {}

    private static final String LINES = """
            SELECT line, result FROM job_line
            WHERE job_id = $1 AND line > $2 AND (failed OR NOT $3) ORDER BY line LIMIT $4
            """;

    /**
     * Reads a page of a batch's lines.
     *
     * @param after the last line of the page before, or 0
     */
    public Uni<List<Line>> lines(JobId id, Which which, long after, int limit) {
        return rows(LINES, Tuple.of(id.value(), after, which == Which.FAILED, limit))
                .map(rows -> {
                    List<Line> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(new Line(
                            row.getLong("line"),
                            row.get(JsonObject.class, "result").encode())));
                    return lines;
                });
    }

    /** The lines to list. */
    public enum Which {
        ALL,
        FAILED
    }

    /** Selects what is there for a caller who may see some knowledge bases only, or only what they asked for. */
    private static String visible(int parameter) {
        return "($%1$d::text[] IS NULL OR knowledge_base = ANY($%1$d)) AND ($%2$d::text IS NULL OR caller ->> 'name' = $%2$d)"
                .formatted(parameter, parameter + 1);
    }

    /** What a job has become tells of documents, so it is only there for its maker, and for a program that reads them all. */
    private static Tuple visibility(Caller caller, Tuple parameters) {
        boolean seesOthers =
                caller.kind() == Caller.Kind.SERVICE && caller.readership().isEveryone();
        return parameters.addValue(caller.reach().toArray()).addValue(seesOthers ? null : caller.name());
    }

    private Uni<List<Job>> read(String sql, Tuple parameters) {
        return rows(sql, parameters).map(Jobs::all);
    }

    private Uni<RowSet<Row>> rows(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters);
    }

    static List<Job> all(RowSet<Row> rows) {
        List<Job> jobs = new ArrayList<>();
        rows.forEach(row -> jobs.add(job(row)));
        return jobs;
    }

    private static Job job(Row row) {
        JsonObject result = row.get(JsonObject.class, "result");
        return new Job(
                new JobId(row.getUUID("id")),
                CallerJson.read(new Tenant(row.getString("tenant")), row.get(JsonObject.class, "caller")),
                new KnowledgeBaseId(row.getUUID("knowledge_base_id")),
                row.getString("knowledge_base"),
                Kind.valueOf(row.getString("kind")),
                row.get(JsonObject.class, "parameters").encode(),
                new Input(row.getUUID("spool_id"), row.getString("file")),
                State.valueOf(row.getString("state")),
                new Progress(
                        row.getString("step"),
                        row.getString("unit"),
                        row.getLong("done"),
                        row.getLong("total"),
                        row.getDouble("rate")),
                lines(row),
                row.getInteger("attempts"),
                result == null ? null : result.encode(),
                Responses.failure(row.get(JsonObject.class, "problem")),
                new Times(
                        row.getOffsetDateTime("created_at").toInstant(),
                        instant(row, "started_at"),
                        instant(row, "finished_at"),
                        row.getOffsetDateTime("now").toInstant()));
    }

    private static Lines lines(Row row) {
        return new Lines(
                row.getLong("next_line"),
                row.getLong("lines_created"),
                row.getLong("lines_replaced"),
                row.getLong("lines_unchanged"),
                row.getLong("lines_skipped"),
                row.getLong("lines_failed"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
