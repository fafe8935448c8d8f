package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import dev.lockstep.stores.catalog.unitofwork.PointSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** The points of the chunks of live documents. */
@ApplicationScoped
class ChunkPoints implements PointSource {

    private final GuardedPool pool;
    private final GuardedPool duties;

    ChunkPoints(GuardedPool pool) {
        this.pool = pool;
        this.duties = pool.forDuties();
    }

    private static final String POINTS = """
            SELECT c.point_id, c.tenant, d.knowledge_base_id, c.document_id, c.version, c.uow_id, c.embedding, c.lexical,
                   v.metadata, g.collection, CASE WHEN v.generation = c.generation THEN v.language ELSE b.language END AS language
            FROM chunk c
            JOIN document d ON d.id = c.document_id AND d.live_version = c.version
            JOIN document_version v ON v.document_id = c.document_id AND v.version = c.version
            JOIN knowledge_base_generation g
                ON g.knowledge_base_id = d.knowledge_base_id AND g.generation = c.generation AND g.state <> 'DROPPING'
            LEFT JOIN version_build b
                ON b.document_id = c.document_id AND b.version = c.version AND b.generation = c.generation
            """;

    /**
     * A unit of work's points are those in the generation that they were written for: what other generations have of
     * them was visible before those served.
     */
    private static final String OF_UNITS_OF_WORK = POINTS + " WHERE c.uow_id = ANY($1) AND c.generation = v.generation";

    @Override
    public Uni<List<Point>> of(Collection<UnitOfWorkId> unitsOfWork) {
        return PointRows.read(pool, OF_UNITS_OF_WORK, Columns.unitsOfWork(unitsOfWork), ChunkPoints::point);
    }

    private static final String BY_ID = POINTS + " WHERE c.point_id = ANY($1)";

    @Override
    public Uni<List<Point>> byId(Collection<PointId> points) {
        return PointRows.read(duties, BY_ID, Columns.points(points), ChunkPoints::point);
    }

    private static final String EXPECTED = """
            SELECT c.point_id, c.uow_id, g.collection FROM chunk c
            JOIN document d ON d.id = c.document_id AND d.live_version = c.version
            JOIN document_version v ON v.document_id = c.document_id AND v.version = c.version AND v.generation = c.generation
            JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.state = 'LIVE'
            JOIN knowledge_base_generation g
                ON g.knowledge_base_id = k.id AND g.generation = c.generation AND g.state <> 'DROPPING'
            WHERE c.uow_id = ANY($1)
            """;

    @Override
    public Uni<List<Expected>> expected(Collection<UnitOfWorkId> unitsOfWork) {
        return PointRows.read(duties, EXPECTED, Columns.unitsOfWork(unitsOfWork), PointRows::expected);
    }

    private static final String OF_VERSION =
            POINTS + " WHERE c.document_id = $1 AND c.version = $2 AND c.generation = $3 ORDER BY c.ordinal";

    /** Returns the points of a version in a generation; none when the version is no longer live. */
    Uni<List<Point>> ofVersion(DocumentId document, int version, int generation) {
        return PointRows.read(duties, OF_VERSION, Tuple.of(document.value(), version, generation), ChunkPoints::point);
    }

    private static Point point(Row row) {
        return PointRows.point(
                row,
                "knowledge_base_id",
                "document_id",
                row.getInteger("version"),
                SparseVector.fromBytes(row.getBuffer("lexical").getBytes()),
                Columns.metadata(row.get(JsonObject.class, "metadata")),
                row.getString("language"));
    }
}
