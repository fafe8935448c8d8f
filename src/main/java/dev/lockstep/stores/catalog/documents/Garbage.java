package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.PointId;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The queue of points that are no longer live: the commit adds them, they are removed from Qdrant, then they are
 * forgotten here.
 */
@ApplicationScoped
public class Garbage {

    private final GuardedPool pool;
    private final Transactions transactions;
    private final KeptVersions kept;

    Garbage(GuardedPool pool, Transactions transactions, KeptVersions kept) {
        this.pool = pool.forDuties();
        this.transactions = transactions;
        this.kept = kept;
    }

    /** A point to remove, and the collection that has it. */
    public record Item(PointId point, String collection) {}

    private static final String DUE = """
            SELECT point_id, collection FROM garbage WHERE due_at <= now() ORDER BY due_at LIMIT $1
            """;

    /** Returns what may be removed now. Several processes may do the same items: removing twice does no harm. */
    public Uni<List<Item>> due(int limit) {
        return pool.preparedQuery(DUE).execute(Tuple.of(limit)).map(rows -> {
            List<Item> items = new ArrayList<>(rows.size());
            rows.forEach(row -> items.add(new Item(new PointId(row.getUUID("point_id")), row.getString("collection"))));
            return items;
        });
    }

    private static final String DOCUMENTS = "SELECT DISTINCT document_id FROM chunk WHERE point_id = ANY($1)";

    private static final String FORGET_GARBAGE = "DELETE FROM garbage WHERE point_id = ANY($1)";

    /**
     * PostgreSQL finds chunks by their lexemes when Qdrant is away, and nobody may find these. Restoring a version
     * makes them anew.
     */
    private static final String FORGET_WORDS = "UPDATE chunk SET lexemes = '' WHERE point_id = ANY($1)";

    /**
     * Forgets points that are gone from Qdrant: with the last of a version its rows go too, unless the version is to
     * be kept.
     */
    public Uni<Void> forget(Collection<PointId> points) {
        Tuple ids = Tuple.tuple().addValue(Columns.points(points));
        return transactions.run(transaction -> transaction
                .preparedQuery(DOCUMENTS)
                .execute(ids)
                .map(Garbage::documents)
                .call(() -> transaction.preparedQuery(FORGET_GARBAGE).execute(ids))
                .call(documents -> kept.trim(transaction, documents))
                .call(() -> transaction.preparedQuery(FORGET_WORDS).execute(ids))
                .replaceWithVoid());
    }

    private static UUID[] documents(RowSet<Row> rows) {
        List<UUID> documents = new ArrayList<>(rows.size());
        rows.forEach(row -> documents.add(row.getUUID("document_id")));
        return documents.toArray(UUID[]::new);
    }
}
