package dev.lockstep.catalog;

import dev.lockstep.domain.PointId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The points that are no longer live: queued by the commit, removed from Qdrant, then forgotten here. */
@ApplicationScoped
public class Garbage {

    private final GuardedPool pool;
    private final Transactions transactions;

    Garbage(GuardedPool pool, Transactions transactions) {
        this.pool = pool.forDuties();
        this.transactions = transactions;
    }

    /** A point to remove, and from where. */
    public record Item(PointId point, String collection) {}

    private static final String DUE = """
            SELECT point_id, collection FROM garbage WHERE due_at <= now() ORDER BY due_at LIMIT $1
            """;

    /** What may be removed now. Several processes may do the same items: removing twice does no harm. */
    public Uni<List<Item>> due(int limit) {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(limit))
                .map(rows -> {
                    List<Item> items = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            items.add(new Item(new PointId(row.getUUID("point_id")), row.getString("collection"))));
                    return items;
                })
                .onFailure()
                .transform(CatalogFailures::translate);
    }

    private static final String FORGET_CHUNKS =
            "DELETE FROM chunk WHERE point_id = ANY($1) RETURNING document_id, version";

    private static final String FORGET_VERSIONS = """
            DELETE FROM document_version v USING document d, unnest($1::uuid[], $2::int4[]) AS gone (document_id, version)
            WHERE v.document_id = gone.document_id AND v.version = gone.version AND d.id = v.document_id
              AND d.live_version IS DISTINCT FROM v.version
              AND NOT EXISTS (SELECT FROM chunk c WHERE c.document_id = v.document_id AND c.version = v.version)
            """;

    private static final String FORGET_DOCUMENTS = """
            DELETE FROM document d
            WHERE d.id = ANY($1) AND d.deleted_at IS NOT NULL
              AND NOT EXISTS (SELECT FROM document_version v WHERE v.document_id = d.id)
            """;

    private static final String FORGET_GARBAGE = "DELETE FROM garbage WHERE point_id = ANY($1)";

    /** Deletes the rows of points that are gone from Qdrant, with the versions and documents that are empty then. */
    public Uni<Void> forget(Collection<PointId> points) {
        UUID[] ids = Chunks.uuids(points);
        return transactions.run(connection -> connection
                .preparedQuery(FORGET_CHUNKS)
                .execute(Tuple.tuple().addValue(ids))
                .map(Versions::of)
                .call(versions -> forget(connection, versions))
                .call(() -> connection
                        .preparedQuery(FORGET_GARBAGE)
                        .execute(Tuple.tuple().addValue(ids)))
                .replaceWithVoid());
    }

    private static Uni<Void> forget(SqlConnection connection, Set<Version> versions) {
        UUID[] documents = versions.stream().map(Version::document).toArray(UUID[]::new);
        Integer[] numbers = versions.stream().map(Version::number).toArray(Integer[]::new);
        return connection
                .preparedQuery(FORGET_VERSIONS)
                .execute(Tuple.tuple().addValue(documents).addValue(numbers))
                .chain(() -> connection
                        .preparedQuery(FORGET_DOCUMENTS)
                        .execute(Tuple.tuple().addValue(documents)))
                .replaceWithVoid();
    }

    private record Version(UUID document, int number) {}

    private static final class Versions {
        static Set<Version> of(RowSet<Row> rows) {
            Set<Version> versions = new HashSet<>();
            rows.forEach(row -> versions.add(new Version(row.getUUID("document_id"), row.getInteger("version"))));
            return versions;
        }
    }
}
