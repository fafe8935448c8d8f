package dev.lockstep.stores.catalog.reconciliation;

import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what the catalog knows of points that were seen in Qdrant. */
@ApplicationScoped
public class PointOrigins {

    private final GuardedPool pool;

    PointOrigins(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    /** A point as it was seen; what its payload does not tell is null. */
    public record Seen(
            PointId id,
            @Nullable UnitOfWorkId unitOfWork,
            @Nullable ScopeId scope) {}

    /**
     * A point that is not live.
     *
     * @param state of its unit of work; null when that is not known here
     * @param expected whether something else will remove it, because it is garbage, or
     *     its scope is being made or deleted
     */
    public record Origin(@Nullable UnitOfWorkState state, boolean expected) {}

    /** This is one statement, so that all of it was true at one instant. */
    private static final String NOT_LIVE = """
            WITH live AS MATERIALIZED (SELECT point_id FROM live_point WHERE point_id = ANY($1)),
                 waiting AS MATERIALIZED (SELECT point_id FROM garbage WHERE point_id = ANY($1))
            SELECT seen.point_id, u.state,
                   seen.point_id IN (SELECT point_id FROM waiting)
                       OR EXISTS (SELECT FROM point_home h
                                  WHERE h.scope_id = seen.scope_id AND h.state IN ('STAGED', 'DELETED')) AS expected
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS seen (point_id, uow_id, scope_id)
            LEFT JOIN unit_of_work u ON u.id = seen.uow_id
            WHERE seen.point_id NOT IN (SELECT point_id FROM live)
            """;

    /** Returns those of the points that are not live, with what is known of them. */
    public Uni<Map<PointId, Origin>> notLive(List<Seen> seen) {
        Tuple parameters = Tuple.tuple()
                .addValue(seen.stream().map(point -> point.id().value()).toArray(UUID[]::new))
                .addValue(seen.stream()
                        .map(point -> point.unitOfWork() == null
                                ? null
                                : point.unitOfWork().value())
                        .toArray(UUID[]::new))
                .addValue(seen.stream()
                        .map(point ->
                                point.scope() == null ? null : point.scope().value())
                        .toArray(UUID[]::new));
        return pool.preparedQuery(NOT_LIVE).execute(parameters).map(rows -> {
            Map<PointId, Origin> origins = new HashMap<>();
            rows.forEach(row -> origins.put(new PointId(row.getUUID("point_id")), origin(row)));
            return origins;
        });
    }

    private static Origin origin(Row row) {
        String state = row.getString("state");
        return new Origin(state == null ? null : UnitOfWorkState.valueOf(state), row.getBoolean("expected"));
    }
}
