package dev.lockstep.catalog;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Rebuilds points from the catalog, which keeps every embedding: for write buffers, and for what Qdrant lost. */
@ApplicationScoped
public class CommittedPoints {

    private final GuardedPool pool;

    CommittedPoints(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String POINTS = """
            SELECT c.point_id, c.tenant, d.knowledge_base_id, c.document_id, c.version, c.uow_id, c.embedding, v.metadata
            FROM chunk c
            JOIN document d ON d.id = c.document_id AND d.live_version = c.version
            JOIN document_version v ON v.document_id = c.document_id AND v.version = c.version
            """;

    private static final String OF_UNITS_OF_WORK = POINTS + " WHERE c.uow_id = ANY($1)";

    /** The live points of committed units of work. */
    public Uni<List<Point>> of(Collection<UnitOfWorkId> unitsOfWork) {
        return read(OF_UNITS_OF_WORK, UnitOfWorkLog.uuids(unitsOfWork));
    }

    private static final String BY_ID = POINTS + " WHERE c.point_id = ANY($1)";

    /** Those of these points that are live. */
    public Uni<List<Point>> byId(Collection<PointId> points) {
        return read(BY_ID, Chunks.uuids(points));
    }

    private Uni<List<Point>> read(String sql, UUID[] ids) {
        return pool.preparedQuery(sql)
                .execute(Tuple.tuple().addValue(ids))
                .map(CommittedPoints::points)
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    private static List<Point> points(RowSet<Row> rows) {
        List<Point> points = new ArrayList<>(rows.size());
        for (Row row : rows) {
            points.add(new Point(
                    new PointId(row.getUUID("point_id")),
                    new Tenant(row.getString("tenant")),
                    new KnowledgeBaseId(row.getUUID("knowledge_base_id")),
                    new DocumentId(row.getUUID("document_id")),
                    row.getInteger("version"),
                    new UnitOfWorkId(row.getUUID("uow_id")),
                    Embedding.fromBytes(row.getBuffer("embedding").getBytes()),
                    Chunks.metadata(row.get(JsonObject.class, "metadata"))));
        }
        return points;
    }
}
