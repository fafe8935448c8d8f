package dev.lockstep.stores.catalog.access;

import dev.lockstep.domain.AuditEntry;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.TimeOrderedUuid;
import dev.lockstep.domain.UnitOfWorkState;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what: the records of units of work, and entries for what is none. */
@ApplicationScoped
public class AuditEntries {

    private final GuardedPool pool;

    public AuditEntries(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String BEGIN =
            "INSERT INTO audit_entry (id, tenant, created_by, method, path) VALUES ($1, $2, $3, $4, $5)";

    /** Notes that something is asked for, and returns the id to say with how it ended. */
    public Uni<UUID> begin(Caller caller, String method, String path) {
        UUID id = TimeOrderedUuid.next();
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.of(id, caller.tenant().value(), caller.name(), method, path))
                .replaceWith(id);
    }

    private static final String END = "UPDATE audit_entry SET status = $2 WHERE id = $1";

    public Uni<Void> end(UUID id, int status) {
        return pool.preparedQuery(END).execute(Tuple.of(id, status)).replaceWithVoid();
    }

    private static final String PAGE = """
            (SELECT id, created_at AS at, created_by, 'transaction' AS action, '/v1/transactions/' || id AS target,
                    state AS outcome
             FROM unit_of_work
             WHERE tenant = $1 AND ($2::uuid IS NULL OR id > $2) AND created_at < now() - interval '2 seconds'
             ORDER BY id LIMIT $3)
            UNION ALL
            (SELECT id, at, created_by, method, path, status::text
             FROM audit_entry
             WHERE tenant = $1 AND ($2::uuid IS NULL OR id > $2) AND at < now() - interval '2 seconds'
             ORDER BY id LIMIT $3)
            ORDER BY id LIMIT $3
            """;

    /**
     * Reads a page of what the callers of a tenant did, oldest first: ids grow with time. What is younger than two seconds is left for
     * the next page, as an older id may still come in before it.
     *
     * @param after the last id of the page before, or null for the first page
     */
    public Uni<List<AuditEntry>> page(Tenant tenant, @Nullable UUID after, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(tenant.value(), after, limit))
                .map(rows -> {
                    List<AuditEntry> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return entries;
                });
    }

    private static AuditEntry entry(Row row) {
        String action = row.getString("action");
        String outcome = row.getString("outcome");
        return new AuditEntry(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("created_by"),
                action,
                row.getString("target"),
                action.equals("transaction") ? UnitOfWorkState.valueOf(outcome).status() : outcome);
    }

    private static final String FORGET = """
            DELETE FROM audit_entry WHERE id IN (
                SELECT id FROM audit_entry WHERE at < now() - $1 * interval '1 millisecond' LIMIT $2)
            """;

    /** Deletes a slice of the entries that are older than this, and returns how many. */
    public Uni<Integer> forget(Duration age, int slice) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of((double) age.toMillis(), slice))
                .map(rows -> rows.rowCount());
    }
}
