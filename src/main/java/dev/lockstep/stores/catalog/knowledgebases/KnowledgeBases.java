package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.DocumentPermissions;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.FusionWeights;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.Reach;
import dev.lockstep.domain.Tenant;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads knowledge bases. {@link KnowledgeBaseRows} changes them. */
@ApplicationScoped
public class KnowledgeBases {

    private final GuardedPool pool;
    private final Sessions sessions;

    KnowledgeBases(GuardedPool pool, Sessions sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    private static final String BY_NAME =
            "SELECT * FROM knowledge_base WHERE tenant = $1 AND name = $2 AND state = 'LIVE'";

    /** Looks up a live knowledge base. Every request begins with this, so it goes without a session. */
    public Uni<Optional<KnowledgeBase>> byName(Caller caller, String name) {
        if (!caller.reach().includes(name)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return pool.preparedQuery(BY_NAME)
                .execute(Tuple.of(caller.tenant().value(), name))
                .map(KnowledgeBases::first);
    }

    private static final String FOR_WRITING = """
            SELECT *, coalesce(writes_held_until > now(), false) AS held FROM knowledge_base
            WHERE tenant = $1 AND name = $2 AND state = 'LIVE'
            """;

    private static final Duration UNTIL_HELD_NO_MORE = Duration.ofMillis(50);

    /**
     * Returns the live knowledge base of this name, to prepare a write with, or fails with {@link NotFound}. It
     * waits while a building that is about to serve holds off writes, which takes some seconds: a write that is
     * prepared meanwhile would come too late.
     */
    public Uni<KnowledgeBase> requireForWriting(Caller caller, String name) {
        if (!caller.reach().includes(name)) {
            return Uni.createFrom().failure(missing(name));
        }
        return pool.preparedQuery(FOR_WRITING)
                .execute(Tuple.of(caller.tenant().value(), name))
                .chain(rows -> {
                    for (Row row : rows) {
                        return row.getBoolean("held")
                                ? afterAPause(() -> requireForWriting(caller, name))
                                : Uni.createFrom().item(knowledgeBase(row));
                    }
                    return Uni.createFrom().failure(missing(name));
                });
    }

    private static Uni<KnowledgeBase> afterAPause(Supplier<Uni<KnowledgeBase>> again) {
        return CallerContext.resume(
                        Uni.createFrom().voidItem().onItem().delayIt().by(UNTIL_HELD_NO_MORE))
                .chain(again::get);
    }

    private static final String BY_ID = "SELECT * FROM knowledge_base WHERE id = $1 AND state = 'LIVE'";

    public Uni<Optional<KnowledgeBase>> byId(KnowledgeBaseId id) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(id.value())).map(KnowledgeBases::first);
    }

    private static Optional<KnowledgeBase> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(knowledgeBase(row));
        }
        return Optional.empty();
    }

    private static KnowledgeBase knowledgeBase(Row row) {
        return new KnowledgeBase(
                new KnowledgeBaseId(row.getUUID("id")),
                new Tenant(row.getString("tenant")),
                row.getString("name"),
                row.getString("description"),
                Placement.valueOf(row.getString("placement").toUpperCase(Locale.ROOT)),
                row.getString("collection"),
                row.getInteger("generation"),
                row.getString("embedding_model"),
                row.getInteger("dimension"),
                ChunkingJson.read(row.get(JsonObject.class, "chunking")),
                row.getString("language"),
                new FusionWeights(row.getDouble("fusion_dense"), row.getDouble("fusion_lexical")),
                SchemaJson.read(row.get(JsonObject.class, "metadata_schema")),
                DocumentPermissions.of(row.getString("document_permissions")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /** Returns the live knowledge base of this name, or fails with {@link NotFound}. */
    public Uni<KnowledgeBase> require(Caller caller, String name) {
        return byName(caller, name).map(found -> found.orElseThrow(() -> missing(name)));
    }

    private static final String SERVING =
            "SELECT id, generation FROM knowledge_base WHERE id = ANY($1) AND state = 'LIVE'";

    /**
     * Requires that the same generations still serve.
     *
     * @throws Conflict when another generation of one serves than when they were looked up
     */
    public Uni<Void> requireUnmoved(List<KnowledgeBase> before) {
        Map<UUID, KnowledgeBase> byId = new HashMap<>();
        before.forEach(knowledgeBase -> byId.put(knowledgeBase.id().value(), knowledgeBase));
        return pool.preparedQuery(SERVING)
                .execute(Tuple.tuple().addValue(byId.keySet().toArray(UUID[]::new)))
                .invoke(rows -> rows.forEach(row -> Objects.requireNonNull(byId.get(row.getUUID("id")))
                        .requireGeneration(row.getInteger("generation"))))
                .replaceWithVoid();
    }

    private static NotFound missing(String name) {
        return new NotFound(
                ErrorCode.KNOWLEDGE_BASE_NOT_FOUND,
                "there is no knowledge base '" + name + "'; create it with POST /v1/knowledge-bases",
                Map.of("knowledge_base", name));
    }

    /**
     * Reads a page in the order of names.
     *
     * @param after the last name of the page before, or empty for the first page
     */
    public Uni<List<KnowledgeBase>> page(Caller caller, String after, int limit) {
        Reach reach = caller.reach();
        return sessions.read(() -> KnowledgeBaseEntity.<KnowledgeBaseEntity>find(
                        "tenant = ?1 and name > ?2 and state = 'LIVE' and (?3 = true or name in ?4) order by name",
                        caller.tenant().value(),
                        after,
                        reach.isAll(),
                        reach.isAll() ? Set.of("") : reach.names())
                .page(0, limit)
                .list()
                .map(entities ->
                        entities.stream().map(KnowledgeBaseEntity::toDomain).toList()));
    }

    /** The numbers of live documents and chunks of a knowledge base. */
    public record Counts(long documents, long chunks) {}

    private static final String COUNTS = """
            SELECT count(*) AS documents, coalesce(sum(v.chunk_count), 0)::int8 AS chunks
            FROM knowledge_base k
            JOIN document d ON d.knowledge_base_id = k.id
            JOIN version_in_generation v
                ON v.document_id = d.id AND v.version = d.live_version AND v.generation = k.generation
            WHERE k.id = $1
            """;

    public Uni<Counts> counts(KnowledgeBaseId id) {
        return pool.preparedQuery(COUNTS).execute(Tuple.of(id.value())).map(rows -> {
            Row row = rows.iterator().next();
            return new Counts(row.getLong("documents"), row.getLong("chunks"));
        });
    }
}
