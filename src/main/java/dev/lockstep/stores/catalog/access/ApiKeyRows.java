package dev.lockstep.stores.catalog.access;

import dev.lockstep.domain.ApiKey;
import dev.lockstep.domain.Reach;
import dev.lockstep.domain.Tenant;
import dev.lockstep.stores.catalog.postgres.CatalogFailures;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys. */
@ApplicationScoped
public class ApiKeyRows {

    private static final String NAME_INDEX = "api_key_name";

    private final GuardedPool pool;

    public ApiKeyRows(GuardedPool pool) {
        this.pool = pool;
    }

    /**
     * A key with what its secret is recognised by.
     *
     * @param hash SHA-256 of the secret, 32 bytes
     * @param previousHash of the secret before, while that still works; null when it does not
     */
    public record Kept(ApiKey key, Buffer hash, @Nullable Buffer previousHash) {}

    /** Tells whether a failure means that another key has the name. */
    public static boolean isNameTaken(Throwable failure) {
        return CatalogFailures.isUniqueViolation(failure, NAME_INDEX);
    }

    private static final String ADD = """
            INSERT INTO api_key (id, tenant, name, secret_hash, scopes, knowledge_bases, created_by, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            RETURNING *, now() AS now
            """;

    /**
     * Adds a key.
     *
     * @throws io.vertx.pgclient.PgException for which {@link #isNameTaken} holds when another one has the name
     */
    public Uni<ApiKey> add(ApiKey key, byte[] hash) {
        Instant expires = key.times().expires();
        return rows(
                        ADD,
                        Tuple.tuple()
                                .addValue(key.id())
                                .addValue(key.tenant().value())
                                .addValue(key.name())
                                .addValue(Buffer.buffer(hash))
                                .addValue(key.scopes().stream().sorted().toArray(String[]::new))
                                .addValue(key.reach().toArray())
                                .addValue(key.createdBy())
                                .addValue(expires == null ? null : expires.atOffset(ZoneOffset.UTC)))
                .map(rows -> kept(rows.iterator().next()).key());
    }

    private static final String BY_ID = "SELECT *, now() AS now FROM api_key WHERE id = $1";

    public Uni<Optional<Kept>> byId(UUID id) {
        return rows(BY_ID, Tuple.of(id)).map(ApiKeyRows::first);
    }

    private static final String PAGE = """
            SELECT *, now() AS now FROM api_key
            WHERE ($1::text IS NULL OR tenant = $1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;

    /**
     * Reads a page of keys, newest first.
     *
     * @param tenant null for all
     * @param before the last id of the page before, or null for the first page
     */
    public Uni<List<ApiKey>> page(@Nullable Tenant tenant, @Nullable UUID before, int limit) {
        return rows(PAGE, Tuple.of(tenant == null ? null : tenant.value(), before, limit))
                .map(rows -> {
                    List<ApiKey> keys = new ArrayList<>();
                    rows.forEach(row -> keys.add(kept(row).key()));
                    return keys;
                });
    }

    private static final String REVOKE = "UPDATE api_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL";

    public Uni<Void> revoke(UUID id) {
        return rows(REVOKE, Tuple.of(id)).replaceWithVoid();
    }

    private static final String ROTATE = """
            UPDATE api_key
            SET previous_hash = secret_hash, previous_until = now() + $3 * interval '1 millisecond', secret_hash = $2
            WHERE id = $1 AND revoked_at IS NULL
            RETURNING *, now() AS now
            """;

    /**
     * Gives a key another secret; empty when it was revoked.
     *
     * @param grace how long the secret that it had goes on working
     */
    public Uni<Optional<Kept>> rotate(UUID id, byte[] hash, Duration grace) {
        return rows(ROTATE, Tuple.of(id, Buffer.buffer(hash), (double) grace.toMillis()))
                .map(ApiKeyRows::first);
    }

    private static final String USED = "UPDATE api_key SET last_used_at = now() WHERE id = $1";

    public Uni<Void> used(UUID id) {
        return rows(USED, Tuple.of(id)).replaceWithVoid();
    }

    private Uni<RowSet<Row>> rows(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters);
    }

    private static Optional<Kept> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(kept(row));
        }
        return Optional.empty();
    }

    private static Kept kept(Row row) {
        String[] knowledgeBases = row.getArrayOfStrings("knowledge_bases");
        OffsetDateTime now = row.getOffsetDateTime("now");
        OffsetDateTime previousUntil = row.getOffsetDateTime("previous_until");
        boolean previousWorks = previousUntil != null && previousUntil.isAfter(now);
        return new Kept(
                new ApiKey(
                        row.getUUID("id"),
                        new Tenant(row.getString("tenant")),
                        row.getString("name"),
                        Set.of(row.getArrayOfStrings("scopes")),
                        knowledgeBases == null ? Reach.ALL : new Reach(Set.of(knowledgeBases)),
                        row.getString("created_by"),
                        new ApiKey.Times(
                                row.getOffsetDateTime("created_at").toInstant(),
                                instant(row, "expires_at"),
                                instant(row, "last_used_at"),
                                instant(row, "revoked_at"))),
                row.getBuffer("secret_hash").getDelegate(),
                previousWorks ? row.getBuffer("previous_hash").getDelegate() : null);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
