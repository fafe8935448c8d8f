package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.Tenant;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what a tenant has. */
@ApplicationScoped
public class TenantUsage {

    private final GuardedPool pool;

    TenantUsage(GuardedPool pool) {
        this.pool = pool;
    }

    /**
     * What a tenant has.
     *
     * @param documents those that are not deleted
     * @param bytes of text in UTF-8, of all versions that are kept
     */
    public record Usage(long documents, long bytes) {}

    private static final String KNOWLEDGE_BASES =
            "SELECT count(*) AS has FROM knowledge_base WHERE tenant = $1 AND state <> 'DELETED'";

    public Uni<Long> knowledgeBases(Tenant tenant) {
        return pool.preparedQuery(KNOWLEDGE_BASES)
                .execute(Tuple.of(tenant.value()))
                .map(rows -> rows.iterator().next().getLong("has"));
    }

    private static final String USAGE = """
            SELECT (SELECT count(*) FROM document WHERE tenant = $1 AND deleted_at IS NULL) AS documents,
                   (SELECT coalesce(sum(octet_length(content)), 0)::int8 FROM document_version WHERE tenant = $1) AS bytes
            """;

    /** Counts documents and their texts, which takes a look at each of them. */
    public Uni<Usage> of(Tenant tenant) {
        return pool.preparedQuery(USAGE).execute(Tuple.of(tenant.value())).map(rows -> {
            Row row = rows.iterator().next();
            return new Usage(row.getLong("documents"), row.getLong("bytes"));
        });
    }
}
