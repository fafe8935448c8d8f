package dev.lockstep.stores.catalog.reconciliation;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the points that must be in Qdrant, by the view {@code live_point}. */
@ApplicationScoped
public class LivePoints {

    /** An id that comes before every other, by PostgreSQL's order. */
    public static final PointId BEGINNING = new PointId(new UUID(0, 0));

    private final GuardedPool pool;

    LivePoints(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    /** A point that must be in Qdrant. */
    public record LivePoint(
            PointId id, String collection, @Nullable ScopeId scope, UnitOfWorkId unitOfWork) {}

    private static final String IDS = "SELECT point_id FROM point_row WHERE point_id > $1 ORDER BY point_id LIMIT $2";

    private static final String IDS_OF_ONE = """
            SELECT point_id FROM live_point WHERE point_id > $1 AND scope_id = $3 AND generation_state = 'LIVE'
            ORDER BY point_id LIMIT $2
            """;

    /**
     * Reads a page of the ids that points have, live or not, in order. Passes walk through them as through an index.
     *
     * @param after the last one of the page before, or {@link #BEGINNING}
     * @param only only live ones of this scope, or null for all
     */
    public Uni<List<PointId>> ids(PointId after, @Nullable ScopeId only, int limit) {
        Tuple parameters = Tuple.of(after.value(), limit);
        return only == null
                ? read(IDS, parameters, LivePoints::id)
                : read(IDS_OF_ONE, parameters.addValue(only.value()), LivePoints::id);
    }

    /**
     * Points of units of work that are committed only are still on their way, and in the write buffer until they
     * arrive.
     */
    private static final String SETTLED = """
            SELECT p.point_id, p.collection, p.scope_id, p.uow_id FROM live_point p
            WHERE p.point_id = ANY($1) AND p.generation_state IN ('LIVE', 'RETIRED')
              AND NOT EXISTS (SELECT FROM unit_of_work u WHERE u.id = p.uow_id AND u.state = 'COMMITTED')
            """;

    /** Returns those of the points that are live and whose units of work are settled. */
    public Uni<List<LivePoint>> settled(Collection<PointId> ids) {
        return read(SETTLED, Tuple.tuple().addValue(Columns.points(ids)), LivePoints::livePoint);
    }

    private static final String STILL =
            "SELECT point_id FROM live_point WHERE point_id = ANY($1) AND generation_state IN ('LIVE', 'RETIRED')";

    /** Returns those of the points that are live now. */
    public Uni<Set<PointId>> still(Collection<PointId> ids) {
        return read(STILL, Tuple.tuple().addValue(Columns.points(ids)), LivePoints::id)
                .map(HashSet::new);
    }

    private static final String COUNT =
            "SELECT count(*) AS points FROM live_point WHERE generation_state IN ('LIVE', 'RETIRED')";

    private static final String COUNT_OF_ONE =
            "SELECT count(*) AS points FROM live_point WHERE generation_state = 'LIVE' AND scope_id = $1";

    /** Counts the live points of one scope or of all. */
    public Uni<Long> count(@Nullable ScopeId only) {
        Uni<List<Long>> counted = only == null
                ? read(COUNT, Tuple.tuple(), row -> row.getLong("points"))
                : read(COUNT_OF_ONE, Tuple.of(only.value()), row -> row.getLong("points"));
        return counted.map(rows -> rows.get(0));
    }

    private static final String COUNTS = """
            SELECT scope_id, count(*) AS points FROM live_point
            WHERE scope_id = ANY($1) AND generation_state = 'LIVE' GROUP BY scope_id
            """;

    /** Counts the live points of each of these knowledge bases; one without any has no entry. */
    public Uni<Map<KnowledgeBaseId, Long>> counts(Collection<KnowledgeBaseId> ids) {
        UUID[] wanted = ids.stream().map(KnowledgeBaseId::value).toArray(UUID[]::new);
        return pool.preparedQuery(COUNTS)
                .execute(Tuple.tuple().addValue(wanted))
                .map(rows -> {
                    Map<KnowledgeBaseId, Long> counts = new HashMap<>();
                    rows.forEach(
                            row -> counts.put(new KnowledgeBaseId(row.getUUID("scope_id")), row.getLong("points")));
                    return counts;
                });
    }

    private static PointId id(Row row) {
        return new PointId(row.getUUID("point_id"));
    }

    private static LivePoint livePoint(Row row) {
        UUID scope = row.getUUID("scope_id");
        return new LivePoint(
                new PointId(row.getUUID("point_id")),
                row.getString("collection"),
                scope == null ? null : new ScopeId(scope),
                new UnitOfWorkId(row.getUUID("uow_id")));
    }

    private <T> Uni<List<T>> read(String sql, Tuple parameters, Function<Row, T> mapping) {
        return PointRows.read(pool, sql, parameters, mapping);
    }
}
