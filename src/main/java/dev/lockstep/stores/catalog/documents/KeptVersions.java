package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.DocumentVersion;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.ReadableDocuments;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import dev.lockstep.stores.catalog.postgres.Transactions;
import dev.lockstep.stores.catalog.unitofwork.PointRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The versions that a document had before the live one. A version is removed as a whole, with its chunks, and only
 * once none of its points is left in Qdrant: until then its rows are the list of what to remove there.
 */
@ApplicationScoped
public class KeptVersions {

    private final GuardedPool pool;
    private final GuardedPool duties;
    private final Transactions transactions;
    private final VersionSettings settings;

    KeptVersions(GuardedPool pool, Transactions transactions, VersionSettings settings) {
        this.pool = pool;
        this.duties = pool.forDuties();
        this.transactions = transactions;
        this.settings = settings;
    }

    private static final String PAGE = """
            SELECT v.version, v.title, v.format, v.metadata, v.created_at, s.superseded_at,
                   coalesce(g.content_hash, v.content_hash) AS content_hash,
                   coalesce(g.chunk_count, v.chunk_count) AS chunk_count,
                   coalesce(g.language, CASE WHEN g.version IS NULL THEN v.language END, nullif(k.language, 'auto')) AS language
            FROM document d
            JOIN knowledge_base k ON k.id = d.knowledge_base_id
            JOIN document_version v ON v.document_id = d.id
            LEFT JOIN superseded_version s ON s.document_id = v.document_id AND s.version = v.version
            LEFT JOIN version_in_generation g
                ON g.document_id = v.document_id AND g.version = v.version AND g.generation = k.generation
            WHERE d.knowledge_base_id = $1 AND d.id = $2 AND d.deleted_at IS NULL
              AND (v.version = d.live_version OR s.version IS NOT NULL) AND v.version < $3 AND %s
            ORDER BY v.version DESC LIMIT $4
            """;

    /**
     * Reads a page of the versions of a document, the live one first: each as it says itself who may read it.
     *
     * @param before the last version of the page before, or a larger one than there is
     */
    public Uni<List<DocumentVersion>> page(ReadableDocuments among, DocumentId document, int before, int limit) {
        Tuple parameters = Tuple.of(among.knowledgeBase().id().value(), document.value(), before, limit);
        return PointRows.read(
                pool,
                PAGE.formatted(FilterSql.condition(among.filter(), parameters)),
                parameters,
                KeptVersions::version);
    }

    private static DocumentVersion version(Row row) {
        OffsetDateTime superseded = row.getOffsetDateTime("superseded_at");
        return new DocumentVersion(
                row.getInteger("version"),
                row.getString("title"),
                Format.valueOf(row.getString("format")),
                Columns.metadata(row.get(JsonObject.class, "metadata")),
                row.getString("language"),
                row.getString("content_hash"),
                row.getInteger("chunk_count"),
                row.getOffsetDateTime("created_at").toInstant(),
                superseded == null ? null : superseded.toInstant());
    }

    /**
     * A kept version.
     *
     * @param generation the generation that has its chunks: the one asked for, or another one; if none
     *     has any, one that it was in
     */
    public record Kept(int generation, int chunks) {}

    private static final String FIND = """
            SELECT g.generation, g.chunk_count
            FROM superseded_version s
            JOIN document d ON d.id = s.document_id AND d.deleted_at IS NULL
            JOIN version_in_generation g ON g.document_id = s.document_id AND g.version = s.version
            WHERE s.document_id = $1 AND s.version = $2
            ORDER BY g.generation = $3 DESC,
                     EXISTS (SELECT FROM chunk c WHERE c.document_id = g.document_id AND c.version = g.version
                             AND c.generation = g.generation) DESC
            LIMIT 1
            """;

    /**
     * Finds a version that is kept.
     *
     * @param generation the generation to prefer
     */
    public Uni<Optional<Kept>> find(DocumentId document, int version, int generation) {
        return PointRows.read(
                        pool,
                        FIND,
                        Tuple.of(document.value(), version, generation),
                        row -> new Kept(row.getInteger("generation"), row.getInteger("chunk_count")))
                .map(found -> found.stream().findFirst());
    }

    private static final String TRIM = """
            DELETE FROM document_version v USING (
                SELECT s.document_id, s.version, s.superseded_at, d.deleted_at, d.live_version,
                       row_number() OVER (PARTITION BY s.document_id ORDER BY s.version DESC) AS place
                FROM superseded_version s JOIN document d ON d.id = s.document_id
                WHERE s.document_id = ANY($1)) AS old
            WHERE v.document_id = old.document_id AND v.version = old.version
              AND old.live_version IS DISTINCT FROM old.version
              AND (old.deleted_at IS NOT NULL OR old.place > $2
                   OR old.superseded_at < now() - $3 * interval '1 millisecond')
              AND NOT EXISTS (SELECT FROM chunk c JOIN garbage g ON g.point_id = c.point_id
                              WHERE c.document_id = v.document_id AND c.version = v.version)
            """;

    private static final String FORGET_DOCUMENTS = """
            DELETE FROM document d
            WHERE d.id = ANY($1) AND d.deleted_at IS NOT NULL
              AND NOT EXISTS (SELECT FROM document_version v WHERE v.document_id = d.id)
            """;

    /**
     * Deletes the versions of these documents that are not to be kept any more, and documents that were deleted
     * altogether.
     */
    Uni<Integer> trim(CatalogTransaction transaction, UUID[] documents) {
        return transaction
                .preparedQuery(TRIM)
                .execute(Tuple.of(
                        documents, settings.keep(), (double) settings.keepFor().toMillis()))
                .call(() -> transaction
                        .preparedQuery(FORGET_DOCUMENTS)
                        .execute(Tuple.tuple().addValue(documents)))
                .map(rows -> rows.rowCount());
    }

    /** Deletes the same in a transaction of its own, and returns how many versions went. */
    public Uni<Integer> trim(Collection<DocumentId> documents) {
        UUID[] ids = documents.stream().map(DocumentId::value).toArray(UUID[]::new);
        return transactions.run(transaction -> trim(transaction, ids));
    }

    private static final String DUE = """
            SELECT s.document_id FROM superseded_version s JOIN document d ON d.id = s.document_id
            WHERE s.document_id > $1
            GROUP BY s.document_id
            HAVING count(*) > $2 OR min(s.superseded_at) < now() - $3 * interval '1 millisecond'
                OR bool_or(d.deleted_at IS NOT NULL)
            ORDER BY s.document_id LIMIT $4
            """;

    private static final UUID BEGINNING = new UUID(0, 0);

    /**
     * Reads a page of the documents with versions that are not to be kept any more.
     *
     * @param after the last document of the page before, or null
     */
    public Uni<List<DocumentId>> due(@Nullable DocumentId after, int limit) {
        return PointRows.read(
                duties,
                DUE,
                Tuple.of(
                        after == null ? BEGINNING : after.value(),
                        settings.keep(),
                        (double) settings.keepFor().toMillis(),
                        limit),
                row -> new DocumentId(row.getUUID("document_id")));
    }
}
