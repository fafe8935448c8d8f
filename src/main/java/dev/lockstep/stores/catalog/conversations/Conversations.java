package dev.lockstep.stores.catalog.conversations;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.NotFound;
import dev.lockstep.domain.Tenant;
import dev.lockstep.stores.catalog.postgres.Columns;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads live conversations. {@link ConversationRows} makes and deletes them. */
@ApplicationScoped
public class Conversations {

    private final GuardedPool pool;

    Conversations(GuardedPool pool) {
        this.pool = pool;
    }

    private static final String BY_ID = """
            SELECT * FROM conversation
            WHERE tenant = $1 AND id = $2 AND state = 'LIVE' AND ($3::text IS NULL OR created_by = $3)
            """;

    /** Returns the live conversation of this id, or fails with {@link NotFound}. */
    public Uni<Conversation> require(Caller caller, ConversationId id) {
        return read(BY_ID, Tuple.of(caller.tenant().value(), id.value(), caller.ownOnly()))
                .map(found -> found.stream().findFirst().orElseThrow(() -> missing(id)));
    }

    /** Returns the error for a conversation that does not exist, or no longer exists. */
    public static NotFound missing(ConversationId id) {
        return new NotFound(
                ErrorCode.CONVERSATION_NOT_FOUND,
                "there is no conversation " + id + "; create one with POST /v1/conversations",
                Map.of("conversation_id", id.toString()));
    }

    private static final String PAGE = """
            SELECT * FROM conversation
            WHERE tenant = $1 AND state = 'LIVE' AND ($2::uuid IS NULL OR id > $2) AND ($4::text IS NULL OR created_by = $4)
            ORDER BY id LIMIT $3
            """;

    /**
     * Reads a page of conversations in the order of their ids, which is the order in which they were made.
     *
     * @param after the last id of the page before, or null for the first page
     */
    public Uni<List<Conversation>> page(Caller caller, @Nullable ConversationId after, int limit) {
        return read(
                PAGE, Tuple.of(caller.tenant().value(), after == null ? null : after.value(), limit, caller.ownOnly()));
    }

    private Uni<List<Conversation>> read(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(Conversations::conversations);
    }

    private static List<Conversation> conversations(RowSet<Row> rows) {
        List<Conversation> conversations = new ArrayList<>(rows.size());
        for (Row row : rows) {
            conversations.add(new Conversation(
                    new ConversationId(row.getUUID("id")),
                    new Tenant(row.getString("tenant")),
                    row.getString("created_by"),
                    row.getString("title"),
                    Columns.metadata(row.get(JsonObject.class, "metadata")),
                    row.getString("collection"),
                    row.getString("embedding_model"),
                    row.getInteger("messages"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("updated_at").toInstant()));
        }
        return conversations;
    }
}
