package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.UnitOfWorkLog.Unsettled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds units of work that may have been committed while a search was under way, among what the search has found.
 * Qdrant shows points before their commit, one batch after the other: the search may have met a part of such a unit,
 * which is live by now, and missed the rest. A search that asks again from the beginning sees the unit whole.
 */
@ApplicationScoped
public class Newcomers {

    private final GuardedPool pool;

    Newcomers(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String NEWCOMERS = """
            WITH found AS (
                SELECT point_id, uow_id FROM chunk WHERE point_id = ANY($1)
                UNION ALL SELECT point_id, uow_id FROM message_piece WHERE point_id = ANY($1))
            SELECT f.point_id, f.uow_id FROM found f JOIN unit_of_work u ON u.id = f.uow_id
            WHERE f.uow_id <> ALL($2) AND (u.settled_at IS NULL OR u.settled_at >= $3)
            """;

    /**
     * Returns the points of units of work that were neither in the write buffer nor settled when the search began.
     *
     * @param began the units of work that had to be in the write buffer then, and when that was
     * @param known the units of work that were seen live before that
     */
    public Uni<Map<PointId, UnitOfWorkId>> among(
            Collection<PointId> points, Unsettled began, Collection<UnitOfWorkId> known) {
        Set<UnitOfWorkId> whole = new HashSet<>(began.units());
        whole.addAll(known);
        return pool.preparedQuery(NEWCOMERS)
                .execute(Tuple.of(Columns.points(points), Columns.unitsOfWork(whole), began.at()))
                .map(rows -> {
                    Map<PointId, UnitOfWorkId> newcomers = new HashMap<>();
                    rows.forEach(row -> newcomers.put(
                            new PointId(row.getUUID("point_id")), new UnitOfWorkId(row.getUUID("uow_id"))));
                    return newcomers;
                });
    }
}
