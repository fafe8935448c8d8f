package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.ChosenChunking.By;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.MetadataDates;
import dev.lockstep.domain.PageStarts;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.stores.catalog.knowledgebases.ChunkingJson;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stages versions of documents and flips which one is live. {@link StagedRemoval} takes staged ones back.
 *
 * <p>Staging only adds: the live version is not touched until the flip, which is one row's {@code live_version}.
 */
@ApplicationScoped
public class DocumentVersions {

    /** A version that is in the catalog and not visible. */
    public record Staged(DocumentId document, int version) {}

    /**
     * A staged or even interrupted insert of the same external id shares its document row, so that neither blocks
     * the other. The one that commits first wins, by the check of the flip.
     */
    private static final String NEW_DOCUMENT = """
            WITH document_row AS (
                INSERT INTO document (id, tenant, knowledge_base_id, external_id)
                VALUES ($1, $2, $3, $4)
                ON CONFLICT (knowledge_base_id, external_id) WHERE deleted_at IS NULL
                DO UPDATE SET next_version = document.next_version + 1
                RETURNING id, next_version - 1 AS version),
            """;

    /** {@code $3} and {@code $4} are not needed here, but keep the numbering of what follows. */
    private static final String NEXT_VERSION = """
            WITH document_row AS (
                UPDATE document SET next_version = next_version + 1
                WHERE id = $1 AND tenant = $2 AND knowledge_base_id = $3 AND deleted_at IS NULL AND $4::text IS NULL
                RETURNING id, next_version - 1 AS version),
            """;

    private static final String VERSION_AND_CHUNKS = """
            version_row AS (
                INSERT INTO document_version (document_id, version, tenant, uow_id, step, title, format, content,
                                              content_hash, metadata, chunking, own_chunking, page_starts,
                                              chunk_count, dates, generation, language, own_language)
                SELECT id, version, $2, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, cardinality($15::uuid[]), $28, $29, $30, $31
                FROM document_row
                RETURNING document_id, version),
            chunk_rows AS (
                INSERT INTO chunk (point_id, tenant, document_id, version, uow_id, ordinal, text, start_at, end_at,
                                   headings, embedding, lexical, lexemes, first_page, last_page, metadata, embedded, generation)
                SELECT c.point_id, $2, v.document_id, v.version, $5, c.ordinal, c.text, c.start_at, c.end_at,
                       c.headings::jsonb, c.embedding, c.lexical, c.lexemes::tsvector, c.first_page, c.last_page,
                       c.metadata::jsonb, c.embedded, $29
                FROM version_row v,
                     unnest($15::uuid[], $16::int4[], $17::text[], $18::int4[], $19::int4[], $20::text[], $21::bytea[],
                            $22::bytea[], $23::text[], $24::int4[], $25::int4[], $26::text[], $27::bytea[])
                         AS c (point_id, ordinal, text, start_at, end_at, headings, embedding, lexical, lexemes,
                               first_page, last_page, metadata, embedded))
            SELECT document_id, version FROM version_row
            """;

    private static final String STAGE_NEW = NEW_DOCUMENT + VERSION_AND_CHUNKS;
    private static final String STAGE_NEXT = NEXT_VERSION + VERSION_AND_CHUNKS;

    /**
     * Stages the first version of a document, or the next one if its external id is known by now: the flip will
     * tell.
     */
    public Uni<Staged> stageNew(
            CatalogTransaction transaction,
            KnowledgeBase knowledgeBase,
            DocumentId id,
            @Nullable String externalId,
            VersionContent content,
            UnitOfWorkId unitOfWork,
            int step) {
        Tuple parameters = parameters(knowledgeBase, id, externalId, content, unitOfWork, step);
        return transaction.preparedQuery(STAGE_NEW).execute(parameters).map(DocumentVersions::staged);
    }

    /** Stages the next version of a document; null when the document is gone. */
    public Uni<@Nullable Staged> stageNext(
            CatalogTransaction transaction,
            KnowledgeBase knowledgeBase,
            DocumentId id,
            VersionContent content,
            UnitOfWorkId unitOfWork,
            int step) {
        Tuple parameters = parameters(knowledgeBase, id, null, content, unitOfWork, step);
        return transaction.preparedQuery(STAGE_NEXT).execute(parameters).map(DocumentVersions::staged);
    }

    private static Tuple parameters(
            KnowledgeBase knowledgeBase,
            DocumentId id,
            @Nullable String externalId,
            VersionContent content,
            UnitOfWorkId unitOfWork,
            int step) {
        Tuple parameters = Tuple.tuple()
                .addValue(id.value())
                .addValue(knowledgeBase.tenant().value())
                .addValue(knowledgeBase.id().value())
                .addValue(externalId)
                .addValue(unitOfWork.value())
                .addValue(step)
                .addValue(content.source().title())
                .addValue(content.source().format().name())
                .addValue(content.source().text())
                .addValue(content.hash())
                .addValue(new JsonObject(content.metadata().values()))
                .addValue(ChunkingJson.of(content.chunking().chunking()))
                .addValue(content.chunking().by() == By.DOCUMENT)
                .addValue(pageStarts(content.source().pages()));
        return new ChunkColumns(content.chunks(), knowledgeBase.id(), knowledgeBase.generation())
                .addTo(parameters)
                .addValue(new JsonObject(MetadataDates.of(content.metadata())))
                .addValue(knowledgeBase.generation())
                .addValue(content.language().code())
                .addValue(content.language().own());
    }

    private static Integer @Nullable [] pageStarts(@Nullable PageStarts pages) {
        return pages == null ? null : pages.starts().toArray(Integer[]::new);
    }

    private static @Nullable Staged staged(RowSet<Row> rows) {
        for (Row row : rows) {
            return new Staged(new DocumentId(row.getUUID("document_id")), row.getInteger("version"));
        }
        return null;
    }

    private static final String FLIP = """
            UPDATE document SET live_version = $3, updated_at = now()
            WHERE id = $1 AND live_version IS NOT DISTINCT FROM $2 AND deleted_at IS NULL
              AND EXISTS (SELECT FROM knowledge_base WHERE id = $4 AND state = 'LIVE' AND generation = $5 FOR KEY SHARE)
            RETURNING created_at, updated_at
            """;

    /**
     * This is a statement of its own after the lock of the document: only then does it see what was built of the
     * version meanwhile.
     */
    private static final String SUPERSEDE = """
            WITH superseded AS (
                INSERT INTO superseded_version (document_id, version, tenant)
                SELECT document_id, version, tenant FROM document_version WHERE document_id = $1 AND version = $2
                ON CONFLICT DO NOTHING)
            INSERT INTO garbage (point_id, tenant, uow_id, collection, due_at)
            SELECT c.point_id, c.tenant, c.uow_id, g.collection, now() + $4 * interval '1 millisecond'
            FROM chunk c
            JOIN knowledge_base_generation g ON g.knowledge_base_id = $3 AND g.generation = c.generation
            WHERE c.document_id = $1 AND c.version = $2
            ON CONFLICT (point_id) DO NOTHING
            """;

    /**
     * Makes a staged version the live one and turns the points of the one before into garbage, in every generation.
     * The lock on the knowledge base keeps the generation that the version was written for the serving one until the
     * commit.
     *
     * @param base the version that must be live until now; null for none
     * @param graceTime how long the superseded points stay, for searches under way
     * @return the times of the document; null when the flip did not happen, because another unit of work was first,
     *     or another generation serves
     */
    public Uni<@Nullable Flipped> flip(
            CatalogTransaction transaction,
            KnowledgeBase knowledgeBase,
            Staged staged,
            @Nullable Integer base,
            Duration graceTime) {
        Uni<@Nullable Flipped> flip = transaction
                .preparedQuery(FLIP)
                .execute(Tuple.tuple()
                        .addValue(staged.document().value())
                        .addValue(base)
                        .addValue(staged.version())
                        .addValue(knowledgeBase.id().value())
                        .addValue(knowledgeBase.generation()))
                .map(DocumentVersions::flipped);
        return base == null
                ? flip
                : sentTogether(flip, supersede(transaction, knowledgeBase, staged.document(), base, graceTime));
    }

    private static Uni<RowSet<Row>> supersede(
            CatalogTransaction transaction,
            KnowledgeBase knowledgeBase,
            DocumentId id,
            int version,
            Duration graceTime) {
        return transaction
                .preparedQuery(SUPERSEDE)
                .execute(Tuple.of(id.value(), version, knowledgeBase.id().value(), (double) graceTime.toMillis()));
    }

    /**
     * Sends two statements together; PostgreSQL answers in order. When the first changed nothing, the transaction is
     * rolled back, and the second with it.
     */
    private static <T> Uni<@Nullable T> sentTogether(Uni<@Nullable T> first, Uni<?> second) {
        return Uni.combine().all().unis(first, second).asTuple().map(Tuple2::getItem1);
    }

    /** The times at which a document was made and its live version became live. */
    public record Flipped(Instant createdAt, Instant updatedAt) {}

    private static @Nullable Flipped flipped(RowSet<Row> rows) {
        for (Row row : rows) {
            return new Flipped(
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("updated_at").toInstant());
        }
        return null;
    }

    private static final String DELETE = """
            UPDATE document SET live_version = NULL, deleted_at = now(), updated_at = now()
            WHERE id = $1 AND live_version = $2 AND deleted_at IS NULL
            """;

    /** Makes a document invisible and turns its points into garbage, in every generation. */
    public Uni<Boolean> delete(
            CatalogTransaction transaction, KnowledgeBase knowledgeBase, DocumentId id, int base, Duration graceTime) {
        Uni<Boolean> delete = transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), base))
                .map(rows -> rows.rowCount() == 1);
        return sentTogether(delete, supersede(transaction, knowledgeBase, id, base, graceTime));
    }

    private static final String LOCK_LIVE =
            "SELECT id FROM document WHERE id = $1 AND live_version = $2 AND deleted_at IS NULL FOR NO KEY UPDATE";

    /** Tells whether a version is the live one; if so, it stays so until the transaction ends. */
    public Uni<Boolean> lockLive(CatalogTransaction transaction, DocumentId id, int version) {
        return transaction
                .preparedQuery(LOCK_LIVE)
                .execute(Tuple.of(id.value(), version))
                .map(rows -> rows.size() == 1);
    }
}
