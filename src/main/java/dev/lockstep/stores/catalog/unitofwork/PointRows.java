package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.CatalogFailures;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointSource.Expected;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Reads rows into lists, and points from rows. */
public final class PointRows {

    private PointRows() {}

    public static <T> Uni<List<T>> read(GuardedPool pool, String sql, UUID[] ids, Function<Row, T> mapping) {
        return read(pool, sql, Tuple.tuple().addValue(ids), mapping);
    }

    public static <T> Uni<List<T>> read(GuardedPool pool, String sql, Tuple parameters, Function<Row, T> mapping) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> {
                    List<T> list = new ArrayList<>(rows.size());
                    rows.forEach(row -> list.add(mapping.apply(row)));
                    return list;
                })
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    /**
     * Reads a point.
     *
     * @param metadata what searches filter the point by
     */
    public static Point point(
            Row row, String scope, String document, int version, SparseVector lexical, Metadata metadata) {
        return new Point(
                new PointId(row.getUUID("point_id")),
                new Tenant(row.getString("tenant")),
                row.getString("collection"),
                new KnowledgeBaseId(row.getUUID(scope)),
                new DocumentId(row.getUUID(document)),
                version,
                new UnitOfWorkId(row.getUUID("uow_id")),
                Embedding.fromBytes(row.getBuffer("embedding").getBytes()),
                lexical,
                metadata);
    }

    public static Expected expected(Row row) {
        return new Expected(
                new PointId(row.getUUID("point_id")),
                new UnitOfWorkId(row.getUUID("uow_id")),
                row.getString("collection"));
    }
}
