package dev.lockstep.stores.catalog.knowledgebases;

import dev.lockstep.domain.DocumentPermissions;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseChange;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.CatalogFailures;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stages, flips and removes knowledge bases, as steps of units of work. */
@ApplicationScoped
public class KnowledgeBaseRows {

    private final GuardedPool pool;

    KnowledgeBaseRows(GuardedPool pool) {
        this.pool = pool;
    }

    /** The name of the unique index on live names. */
    private static final String NAME_INDEX = "knowledge_base_name";

    public static boolean isNameTaken(Throwable failure) {
        return CatalogFailures.isUniqueViolation(failure, NAME_INDEX);
    }

    private static final String STAGE = """
            WITH staged AS (
                INSERT INTO knowledge_base (id, tenant, name, description, state, placement, collection, embedding_model,
                                            dimension, chunking, uow_id, language, generation, metadata_schema,
                                            fusion_dense, fusion_lexical, document_permissions)
                VALUES ($1, $2, $3, $4, 'STAGED', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                RETURNING *)
            INSERT INTO knowledge_base_generation (
                knowledge_base_id, generation, tenant, state, placement, collection, embedding_model, dimension, chunking,
                language, created_at, switched_at)
            SELECT id, generation, tenant, 'LIVE', placement, collection, embedding_model, dimension, chunking,
                   language, created_at, created_at
            FROM staged
            """;

    /**
     * Stages a knowledge base.
     *
     * @throws io.vertx.pgclient.PgException for which {@link #isNameTaken} holds when another one has the name
     */
    public Uni<Void> stage(CatalogTransaction transaction, KnowledgeBase knowledgeBase, UnitOfWorkId unitOfWork) {
        return transaction
                .preparedQuery(STAGE)
                .execute(Tuple.tuple()
                        .addValue(knowledgeBase.id().value())
                        .addValue(knowledgeBase.tenant().value())
                        .addValue(knowledgeBase.name())
                        .addValue(knowledgeBase.description())
                        .addValue(knowledgeBase.placement().wireName())
                        .addValue(knowledgeBase.collection())
                        .addValue(knowledgeBase.embeddingModel())
                        .addValue(knowledgeBase.dimension())
                        .addValue(ChunkingJson.of(knowledgeBase.chunking()))
                        .addValue(unitOfWork.value())
                        .addValue(knowledgeBase.language())
                        .addValue(knowledgeBase.generation())
                        .addValue(SchemaJson.of(knowledgeBase.metadataSchema()))
                        .addValue(knowledgeBase.fusion().dense())
                        .addValue(knowledgeBase.fusion().lexical())
                        .addValue(knowledgeBase.documentPermissions().wireName()))
                .replaceWithVoid();
    }

    private static final String PUBLISH =
            "UPDATE knowledge_base SET state = 'LIVE', updated_at = now() WHERE id = $1 AND state = 'STAGED'";

    public Uni<Boolean> publish(CatalogTransaction transaction, KnowledgeBaseId id) {
        return flip(transaction, PUBLISH, id);
    }

    private static final String DELETE =
            "UPDATE knowledge_base SET state = 'DELETED', updated_at = now() WHERE id = $1 AND state = 'LIVE'";

    /** Makes a knowledge base and all its documents invisible; its name is free at once. */
    public Uni<Boolean> delete(CatalogTransaction transaction, KnowledgeBaseId id) {
        return flip(transaction, DELETE, id);
    }

    private static final String CHANGE = """
            UPDATE knowledge_base
            SET description = CASE WHEN $2 THEN $3 ELSE description END,
                document_permissions = coalesce($4, document_permissions), updated_at = now()
            WHERE id = $1 AND state = 'LIVE'
            RETURNING description, document_permissions, updated_at
            """;

    /**
     * Changes what may be changed of a knowledge base. What is not to be changed stays as it is then, not as it was when the request was
     * prepared.
     *
     * @return the knowledge base as it is then; null when it is gone
     */
    public Uni<@Nullable KnowledgeBase> change(
            CatalogTransaction transaction, KnowledgeBase before, KnowledgeBaseChange change) {
        DocumentPermissions permissions = change.documentPermissions();
        return transaction
                .preparedQuery(CHANGE)
                .execute(Tuple.of(
                        before.id().value(),
                        change.describes(),
                        change.description(),
                        permissions == null ? null : permissions.wireName()))
                .map(rows -> {
                    for (Row row : rows) {
                        return before.changed(
                                row.getString("description"),
                                DocumentPermissions.of(row.getString("document_permissions")),
                                row.getOffsetDateTime("updated_at").toInstant());
                    }
                    return null;
                });
    }

    private static final String SERVING = "SELECT generation FROM knowledge_base WHERE id = $1 AND state = 'LIVE'";

    /** Returns the generation that serves now; empty when the knowledge base is gone. */
    public Uni<Optional<Integer>> serving(KnowledgeBaseId id) {
        return pool.preparedQuery(SERVING).execute(Tuple.of(id.value())).map(KnowledgeBaseRows::generation);
    }

    /** Returns the same for a caller that has a connection: waiting for another one meanwhile might never end. */
    public Uni<Optional<Integer>> serving(CatalogTransaction transaction, KnowledgeBaseId id) {
        return transaction.preparedQuery(SERVING).execute(Tuple.of(id.value())).map(KnowledgeBaseRows::generation);
    }

    private static Optional<Integer> generation(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row.getInteger("generation"));
        }
        return Optional.empty();
    }

    private static Uni<Boolean> flip(CatalogTransaction transaction, String sql, KnowledgeBaseId id) {
        return transaction.preparedQuery(sql).execute(Tuple.of(id.value())).map(rows -> rows.rowCount() == 1);
    }

    private static final String UNSTAGE = "DELETE FROM knowledge_base WHERE id = $1 AND state = 'STAGED'";

    public Uni<Void> unstage(KnowledgeBaseId id) {
        return execute(UNSTAGE, Tuple.of(id.value())).replaceWithVoid();
    }

    /** Deleting by slices keeps each transaction short. */
    private static final int SLICE = 500;

    private static final String ERASE_VERSIONS = """
            DELETE FROM document_version v USING (
                SELECT v.document_id, v.version FROM document_version v JOIN document d ON d.id = v.document_id
                WHERE d.knowledge_base_id = $1 LIMIT $2) AS slice
            WHERE v.document_id = slice.document_id AND v.version = slice.version
            """;

    private static final String ERASE_DOCUMENTS = """
            DELETE FROM document d WHERE d.knowledge_base_id = $1
            AND NOT EXISTS (SELECT FROM document_version v WHERE v.document_id = d.id)
            """;

    private static final String ERASE = "DELETE FROM knowledge_base WHERE id = $1 AND state = 'DELETED'";

    /** Deletes every row of a deleted knowledge base, once its points are gone from Qdrant. */
    public Uni<Void> erase(KnowledgeBaseId id) {
        return execute(ERASE_VERSIONS, Tuple.of(id.value(), SLICE))
                .chain(erased -> erased > 0
                        ? erase(id)
                        : execute(ERASE_DOCUMENTS, Tuple.of(id.value()))
                                .chain(() -> execute(ERASE, Tuple.of(id.value())))
                                .replaceWithVoid());
    }

    private Uni<Integer> execute(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(RowSet::rowCount);
    }
}
