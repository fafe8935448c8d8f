package dev.lockstep.stores.catalog.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.MessageId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Makes, flips and removes conversations, as steps of units of work. */
@ApplicationScoped
public class ConversationRows {

    private final GuardedPool pool;

    ConversationRows(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String INSERT = """
            INSERT INTO conversation (id, tenant, title, metadata, state, collection, embedding_model, uow_id,
                                      created_by)
            VALUES ($1, $2, $3, $4, 'LIVE', $5, $6, $7, $8)
            RETURNING created_at
            """;

    /** Inserts a conversation inside the committing transaction: an empty one has nothing to be staged. */
    public Uni<Instant> insert(CatalogTransaction transaction, Conversation conversation, UnitOfWorkId unitOfWork) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addValue(conversation.id().value())
                        .addValue(conversation.tenant().value())
                        .addValue(conversation.title())
                        .addValue(new JsonObject(conversation.metadata().values()))
                        .addValue(conversation.collection())
                        .addValue(conversation.embeddingModel())
                        .addValue(unitOfWork.value())
                        .addValue(conversation.createdBy()))
                .map(rows ->
                        rows.iterator().next().getOffsetDateTime("created_at").toInstant());
    }

    private static final String DELETE =
            "UPDATE conversation SET state = 'DELETED', updated_at = now() WHERE id = $1 AND state = 'LIVE'";

    /** Makes a conversation and all its messages invisible, by this one row. */
    public Uni<Boolean> delete(CatalogTransaction transaction, ConversationId id) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of(id.value())).map(rows -> rows.rowCount() == 1);
    }

    /** A part of the messages of a deleted conversation, with all their points. */
    public record Slice(Set<MessageId> messages, List<PointId> points) {

        public Slice {
            messages = Set.copyOf(messages);
            points = List.copyOf(points);
        }

        public boolean isEmpty() {
            return messages.isEmpty();
        }
    }

    private static final String SLICE = """
            SELECT m.id, p.point_id FROM (
                SELECT m.id FROM message m JOIN conversation v ON v.id = m.conversation_id AND v.state = 'DELETED'
                WHERE m.conversation_id = $1 LIMIT $2) AS m
            LEFT JOIN message_piece p ON p.message_id = m.id
            """;

    /** Returns what to remove next: slices keep each transaction short, however long the conversation is. */
    public Uni<Slice> slice(ConversationId deleted, int messages) {
        return pool.preparedQuery(SLICE)
                .execute(Tuple.of(deleted.value(), messages))
                .map(ConversationRows::slice);
    }

    private static Slice slice(RowSet<Row> rows) {
        Set<MessageId> messages = new LinkedHashSet<>();
        List<PointId> points = new ArrayList<>();
        for (Row row : rows) {
            messages.add(new MessageId(row.getUUID("id")));
            if (row.getUUID("point_id") != null) {
                points.add(new PointId(row.getUUID("point_id")));
            }
        }
        return new Slice(messages, points);
    }

    private static final String ERASE_MESSAGES = "DELETE FROM message WHERE id = ANY($1)";

    /** Deletes the rows of messages whose points are gone from Qdrant. */
    public Uni<Void> erase(Slice slice) {
        UUID[] ids = slice.messages().stream().map(MessageId::value).toArray(UUID[]::new);
        return execute(ERASE_MESSAGES, Tuple.tuple().addValue(ids));
    }

    private static final String ERASE = "DELETE FROM conversation WHERE id = $1 AND state = 'DELETED'";

    /** Deletes the row of a deleted conversation that has no messages any more. */
    public Uni<Void> erase(ConversationId id) {
        return execute(ERASE, Tuple.of(id.value()));
    }

    private Uni<Void> execute(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }
}
