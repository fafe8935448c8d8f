package dev.lockstep.stores.catalog.conversations;

import dev.lockstep.domain.MessageTerms;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Role;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import dev.lockstep.stores.catalog.unitofwork.PointSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** The points of the pieces of live messages. */
@ApplicationScoped
class MessagePoints implements PointSource {

    private final GuardedPool pool;
    private final GuardedPool duties;

    MessagePoints(GuardedPool pool) {
        this.pool = pool;
        this.duties = pool.forDuties();
    }

    private static final String FROM_LIVE = """
            FROM message_piece p
            JOIN message m ON m.id = p.message_id AND m.ordinal IS NOT NULL
            JOIN conversation v ON v.id = m.conversation_id AND v.state = 'LIVE'
            """;

    private static final String POINTS = """
            SELECT p.point_id, p.tenant, m.conversation_id, p.message_id, p.uow_id, p.embedding, m.role, m.metadata,
                   v.collection
            """ + FROM_LIVE;

    private static final String OF_UNITS_OF_WORK = POINTS + " WHERE p.uow_id = ANY($1)";

    @Override
    public Uni<List<Point>> of(Collection<UnitOfWorkId> unitsOfWork) {
        return PointRows.read(pool, OF_UNITS_OF_WORK, Columns.unitsOfWork(unitsOfWork), MessagePoints::point);
    }

    private static final String BY_ID = POINTS + " WHERE p.point_id = ANY($1)";

    @Override
    public Uni<List<Point>> byId(Collection<PointId> points) {
        return PointRows.read(duties, BY_ID, Columns.points(points), MessagePoints::point);
    }

    private static final String EXPECTED =
            "SELECT p.point_id, p.uow_id, v.collection " + FROM_LIVE + " WHERE p.uow_id = ANY($1)";

    @Override
    public Uni<List<Expected>> expected(Collection<UnitOfWorkId> unitsOfWork) {
        return PointRows.read(duties, EXPECTED, Columns.unitsOfWork(unitsOfWork), PointRows::expected);
    }

    /** Makes the point as {@code AppendMessages} made it: a message has one version. */
    private static Point point(Row row) {
        return PointRows.point(
                row,
                "conversation_id",
                "message_id",
                1,
                SparseVector.EMPTY,
                MessageTerms.of(
                        Role.valueOf(row.getString("role")), Columns.metadata(row.get(JsonObject.class, "metadata"))),
                null);
    }
}
