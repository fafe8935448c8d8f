package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes sure that a content without a name comes into a knowledge base once, however many insert it at the same time. */
@ApplicationScoped
public class SameContents {

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    /** This is a statement of its own after the lock: only then does it see what the lock's last holder committed. */
    private static final String OTHER = """
            SELECT d.id FROM document d
            JOIN version_in_generation g ON g.document_id = d.id AND g.version = d.live_version AND g.generation = $2
            WHERE d.knowledge_base_id = $1 AND g.content_hash = $3 LIMIT 1
            """;

    /**
     * Returns a live document with this content; until the transaction ends, no other transaction that asks with the
     * same key gets an answer.
     */
    public Uni<Optional<DocumentId>> lockAndFind(
            CatalogTransaction transaction, KnowledgeBase knowledgeBase, String key, String hash) {
        Uni<RowSet<Row>> lock = transaction.preparedQuery(LOCK).execute(Tuple.of(key));
        Uni<Optional<DocumentId>> other = transaction
                .preparedQuery(OTHER)
                .execute(Tuple.of(knowledgeBase.id().value(), knowledgeBase.generation(), hash))
                .map(SameContents::first);
        return Uni.combine().all().unis(lock, other).asTuple().map(both -> both.getItem2());
    }

    private static Optional<DocumentId> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new DocumentId(row.getUUID("id")));
        }
        return Optional.empty();
    }
}
