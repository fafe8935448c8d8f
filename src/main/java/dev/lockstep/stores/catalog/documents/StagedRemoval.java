package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Takes back what {@link DocumentVersions} staged: versions that never became live are removed by whoever undoes the
 * step.
 */
@ApplicationScoped
public class StagedRemoval {

    private final Transactions transactions;

    StagedRemoval(Transactions transactions) {
        this.transactions = transactions;
    }

    private static final String LOCK_STAGED = """
            SELECT d.id FROM document d JOIN document_version v ON v.document_id = d.id
            WHERE v.uow_id = $1 AND v.step = $2
            ORDER BY d.id FOR UPDATE OF d
            """;

    private static final String DELETE_STAGED = """
            DELETE FROM document_version v USING document d
            WHERE v.uow_id = $1 AND v.step = $2 AND d.id = v.document_id AND d.live_version IS DISTINCT FROM v.version
            """;

    /**
     * This runs as a statement of its own, after the lock: only then does it see versions that others staged
     * meanwhile. A document may have been deleted since; its row goes with the last version, whichever this is.
     */
    private static final String DELETE_EMPTY = """
            DELETE FROM document d
            WHERE d.id = ANY($1) AND d.live_version IS NULL
              AND NOT EXISTS (SELECT FROM document_version v WHERE v.document_id = d.id)
            """;

    /** Takes back what a step staged. Doing it again does nothing. */
    public Uni<Void> unstage(UnitOfWorkId unitOfWork, int step) {
        Tuple staged = Tuple.of(unitOfWork.value(), step);
        return transactions.run(transaction -> transaction
                .preparedQuery(LOCK_STAGED)
                .execute(staged)
                .call(() -> transaction.preparedQuery(DELETE_STAGED).execute(staged))
                .map(StagedRemoval::ids)
                .call(documents -> transaction.preparedQuery(DELETE_EMPTY).execute(Tuple.of(documents)))
                .replaceWithVoid());
    }

    private static UUID[] ids(RowSet<Row> rows) {
        UUID[] ids = new UUID[rows.size()];
        int i = 0;
        for (Row row : rows) {
            ids[i++] = row.getUUID("id");
        }
        return ids;
    }
}
