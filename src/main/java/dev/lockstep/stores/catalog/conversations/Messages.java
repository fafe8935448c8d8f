package dev.lockstep.stores.catalog.conversations;

import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.Message;
import dev.lockstep.domain.MessageId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Role;
import dev.lockstep.stores.catalog.documents.Chunks;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads live messages. {@link MessageRows} stages them. */
@ApplicationScoped
public class Messages {

    private final GuardedPool pool;

    Messages(GuardedPool pool) {
        this.pool = pool;
    }

    /** The join leads from points to their messages, whatever the planner knows of the tables: see {@link Chunks}. */
    private static final String OF_POINTS = """
            WITH chosen AS MATERIALIZED (SELECT point_id, message_id FROM message_piece WHERE point_id = ANY($2))
            SELECT c.point_id, live.id FROM chosen c CROSS JOIN LATERAL (
                SELECT m.id FROM message m JOIN conversation v ON v.id = m.conversation_id AND v.state = 'LIVE'
                WHERE m.id = c.message_id AND m.conversation_id = $1 AND m.ordinal IS NOT NULL
                OFFSET 0) AS live
            """;

    /** Returns the live messages that these points stand for. A point that is missing must not be shown to anyone. */
    public Uni<Map<PointId, MessageId>> ofPoints(ConversationId conversation, Collection<PointId> points) {
        return pool.preparedQuery(OF_POINTS)
                .execute(Tuple.of(conversation.value(), Columns.points(points)))
                .map(rows -> {
                    Map<PointId, MessageId> live = new HashMap<>();
                    rows.forEach(
                            row -> live.put(new PointId(row.getUUID("point_id")), new MessageId(row.getUUID("id"))));
                    return live;
                });
    }

    private static final String LIVE = """
            SELECT m.id, m.conversation_id, m.ordinal, m.role, m.text, m.metadata, m.committed_at
            FROM message m JOIN conversation v ON v.id = m.conversation_id AND v.state = 'LIVE'
            WHERE m.conversation_id = $1
            """;

    private static final String BY_ID = LIVE + " AND m.id = ANY($2) AND m.ordinal IS NOT NULL";

    /** Returns those of the messages that are live, in no particular order. */
    public Uni<List<Message>> byId(ConversationId conversation, Collection<MessageId> ids) {
        UUID[] uuids = ids.stream().map(MessageId::value).toArray(UUID[]::new);
        return read(BY_ID, Tuple.of(conversation.value(), uuids));
    }

    private static final String PAGE = LIVE + " AND m.ordinal > $2 ORDER BY m.ordinal LIMIT $3";

    /**
     * Reads a page of a conversation, in order.
     *
     * @param after the last index of the page before, or -1
     */
    public Uni<List<Message>> page(ConversationId conversation, int after, int limit) {
        return read(PAGE, Tuple.of(conversation.value(), after, limit));
    }

    private Uni<List<Message>> read(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(Messages::messages);
    }

    private static List<Message> messages(RowSet<Row> rows) {
        List<Message> messages = new ArrayList<>(rows.size());
        for (Row row : rows) {
            messages.add(new Message(
                    new MessageId(row.getUUID("id")),
                    new ConversationId(row.getUUID("conversation_id")),
                    row.getInteger("ordinal"),
                    Role.valueOf(row.getString("role")),
                    row.getString("text"),
                    Columns.metadata(row.get(JsonObject.class, "metadata")),
                    row.getOffsetDateTime("committed_at").toInstant()));
        }
        return messages;
    }
}
