package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what became of units of work. */
@ApplicationScoped
public class UnitOfWorkReader {

    private final GuardedPool pool;

    UnitOfWorkReader(GuardedPool pool) {
        this.pool = pool;
    }

    /**
     * A unit of work, for clients that ask about it.
     *
     * @param createdBy the name of its caller
     * @param endedAt when it was committed or undone; null until then
     * @param response what its caller was told, where that is kept
     */
    public record Summary(
            UnitOfWorkId id,
            UnitOfWorkState state,
            String createdBy,
            Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable Failure error,
            @Nullable String requestHash,
            @Nullable StoredResponse response,
            List<StepSummary> steps) {}

    /** One step; {@code failed} marks the one because of which the others were undone. */
    public record StepSummary(StepRecord step, boolean failed) {}

    private static final String COLUMNS = """
            SELECT u.id, u.state, u.created_at, coalesce(u.committed_at, u.finished_at) AS ended_at, u.error, u.created_by,
                   u.request_hash, u.response,
                   s.uow_id, s.ordinal, s.participant, s.operation, s.target, s.affected, s.state AS step_state
            FROM chosen u LEFT JOIN unit_of_work_step s ON s.uow_id = u.id
            """;

    private static final String BY_ID = "WITH chosen AS (SELECT * FROM unit_of_work WHERE tenant = $1 AND id = $2"
            + " AND ($3::text IS NULL OR created_by = $3)) "
            + COLUMNS + " ORDER BY s.ordinal";

    public Uni<Optional<Summary>> byId(Caller caller, UnitOfWorkId id) {
        return read(BY_ID, Tuple.of(caller.tenant().value(), id.value(), caller.ownOnly()))
                .map(found -> found.stream().findFirst());
    }

    private static final String BY_KEY =
            "WITH chosen AS (SELECT * FROM unit_of_work WHERE tenant = $1 AND idempotency_key = $2) " + COLUMNS
                    + " ORDER BY s.ordinal";

    /** Returns the unit of work that was begun by a request with this idempotency key. */
    public Uni<Optional<Summary>> byKey(Caller caller, String key) {
        return read(BY_KEY, Tuple.of(caller.tenant().value(), key))
                .map(found -> found.stream().findFirst());
    }

    /** The selection of units of work to list; a null means any. */
    public record Query(
            @Nullable Collection<UnitOfWorkState> states,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable KnowledgeBaseId knowledgeBase) {}

    private static final String PAGE = """
            WITH chosen AS (
                SELECT * FROM unit_of_work w
                WHERE tenant = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text[] IS NULL OR state = ANY($3))
                  AND ($4::timestamptz IS NULL OR created_at >= $4) AND ($5::timestamptz IS NULL OR created_at < $5)
                  AND ($6::text IS NULL OR EXISTS (
                      SELECT FROM unit_of_work_step t
                      WHERE t.uow_id = w.id AND t.target ->> 'knowledge_base_id' = $6))
                  AND ($7::text IS NULL OR created_by = $7)
                ORDER BY id DESC LIMIT $8)
            """ + COLUMNS + " ORDER BY u.id DESC, s.ordinal";

    /**
     * Reads a page of units of work, newest first: ids grow with time.
     *
     * @param before the last id of the page before, or null for the first page
     */
    public Uni<List<Summary>> page(Caller caller, Query query, @Nullable UnitOfWorkId before, int limit) {
        return read(
                PAGE,
                Tuple.tuple()
                        .addValue(caller.tenant().value())
                        .addValue(before == null ? null : before.value())
                        .addValue(
                                query.states() == null
                                        ? null
                                        : query.states().stream()
                                                .map(Enum::name)
                                                .toArray(String[]::new))
                        .addValue(time(query.since()))
                        .addValue(time(query.until()))
                        .addValue(
                                query.knowledgeBase() == null
                                        ? null
                                        : query.knowledgeBase().toString())
                        .addValue(caller.ownOnly())
                        .addValue(limit));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private Uni<List<Summary>> read(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(UnitOfWorkReader::summaries);
    }

    private static List<Summary> summaries(RowSet<Row> rows) {
        Map<UUID, Row> heads = new LinkedHashMap<>();
        Map<UUID, List<StepSummary>> steps = new LinkedHashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            heads.putIfAbsent(id, row);
            List<StepSummary> its = steps.computeIfAbsent(id, key -> new ArrayList<>());
            if (row.getUUID("uow_id") != null) {
                its.add(new StepSummary(
                        UnitOfWorkLog.step(row), row.getString("step_state").equals("FAILED")));
            }
        }
        return heads.entrySet().stream()
                .map(head -> summary(head.getValue(), steps.get(head.getKey())))
                .toList();
    }

    private static Summary summary(Row row, List<StepSummary> steps) {
        OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
        return new Summary(
                new UnitOfWorkId(row.getUUID("id")),
                UnitOfWorkState.valueOf(row.getString("state")),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                endedAt == null ? null : endedAt.toInstant(),
                Responses.failure(row.get(JsonObject.class, "error")),
                row.getString("request_hash"),
                Responses.response(row.get(JsonObject.class, "response")),
                steps);
    }
}
