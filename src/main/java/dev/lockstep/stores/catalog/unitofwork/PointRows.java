package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.OwnerId;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.unitofwork.PointSource.Expected;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rows into lists, and points from rows. */
public final class PointRows {

    private PointRows() {}

    public static <T> Uni<List<T>> read(GuardedPool pool, String sql, UUID[] ids, Function<Row, T> mapping) {
        return read(pool, sql, Tuple.tuple().addValue(ids), mapping);
    }

    public static <T> Uni<List<T>> read(GuardedPool pool, String sql, Tuple parameters, Function<Row, T> mapping) {
        return pool.preparedQuery(sql).execute(parameters).map(rows -> {
            List<T> list = new ArrayList<>(rows.size());
            rows.forEach(row -> list.add(mapping.apply(row)));
            return list;
        });
    }

    /**
     * Reads a point.
     *
     * @param metadata the metadata that searches filter the point by, as they do by the language
     */
    public static Point point(
            Row row,
            String scope,
            String owner,
            int version,
            SparseVector lexical,
            Metadata metadata,
            @Nullable String language) {
        return new Point(
                new PointId(row.getUUID("point_id")),
                new Tenant(row.getString("tenant")),
                row.getString("collection"),
                new ScopeId(row.getUUID(scope)),
                new OwnerId(row.getUUID(owner)),
                version,
                new UnitOfWorkId(row.getUUID("uow_id")),
                Embedding.fromBytes(row.getBuffer("embedding").getBytes()),
                lexical,
                metadata,
                language);
    }

    public static Expected expected(Row row) {
        return new Expected(
                new PointId(row.getUUID("point_id")),
                new UnitOfWorkId(row.getUUID("uow_id")),
                row.getString("collection"));
    }
}
