package dev.lockstep.stores.catalog.reconciliation;

import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a record of points that nothing in the catalog explains. They are not touched; people may look at them here.
 */
@ApplicationScoped
public class Quarantine {

    private final GuardedPool pool;

    Quarantine(GuardedPool pool) {
        this.pool = pool.forDuties();
    }

    /**
     * A point that will be looked at again later.
     *
     * @param point its id as Qdrant writes it
     */
    public record Suspect(String point, @Nullable UnitOfWorkId unitOfWork, String reason) {}

    private static final String NOW = "SELECT now() AS now";

    /** Reads the database's clock, to tell later which points were not seen again. */
    public Uni<OffsetDateTime> now() {
        return pool.preparedQuery(NOW)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("now"));
    }

    private static final String RECORD = """
            INSERT INTO quarantined_point (collection, point_id, uow_id, reason)
            SELECT $1, s.* FROM unnest($2::text[], $3::uuid[], $4::text[]) AS s (point_id, uow_id, reason)
            ON CONFLICT (collection, point_id)
            DO UPDATE SET last_seen_at = now(), uow_id = excluded.uow_id, reason = excluded.reason
            RETURNING (xmax = 0) AS is_new
            """;

    /** Writes suspects down and answers how many were not known before. */
    public Uni<Integer> record(String collection, List<Suspect> suspects) {
        return pool.preparedQuery(RECORD)
                .execute(Tuple.tuple()
                        .addValue(collection)
                        .addValue(suspects.stream().map(Suspect::point).toArray(String[]::new))
                        .addValue(suspects.stream().map(Quarantine::uuid).toArray(UUID[]::new))
                        .addValue(suspects.stream().map(Suspect::reason).toArray(String[]::new)))
                .map(rows -> {
                    int fresh = 0;
                    for (var row : rows) {
                        fresh += row.getBoolean("is_new") ? 1 : 0;
                    }
                    return fresh;
                });
    }

    private static @Nullable UUID uuid(Suspect suspect) {
        return suspect.unitOfWork() == null ? null : suspect.unitOfWork().value();
    }

    private static final String RELEASE = "DELETE FROM quarantined_point WHERE collection = $1 AND last_seen_at < $2";

    /** Forgets those suspects of a collection that were not seen since: they are gone, or explained. */
    public Uni<Integer> release(String collection, OffsetDateTime since) {
        return remove(RELEASE, Tuple.of(collection, since));
    }

    private static final String RELEASE_OTHERS = "DELETE FROM quarantined_point WHERE NOT collection = ANY($1)";

    /** Forgets the suspects of all collections but these: the other collections are gone. */
    public Uni<Integer> releaseOthers(List<String> collections) {
        return remove(RELEASE_OTHERS, Tuple.tuple().addValue(collections.toArray(String[]::new)));
    }

    private Uni<Integer> remove(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(RowSet::rowCount);
    }
}
