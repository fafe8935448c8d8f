package dev.lockstep.stores.catalog.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.MessageContent;
import dev.lockstep.domain.MessageContent.Piece;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stages messages, gives them their place in the conversation, and takes staged ones back. Staging only adds rows
 * that have no ordinal, and nothing reads such rows.
 */
@ApplicationScoped
public class MessageRows {

    private final GuardedPool pool;

    MessageRows(GuardedPool pool) {
        // This pool serves only what undoes, which must not wait behind requests; all else goes through the
        // connection of a transaction.
        this.pool = pool.forDuties();
    }

    private static final String STAGE = """
            WITH live AS (SELECT id FROM conversation WHERE id = $1 AND tenant = $2 AND state = 'LIVE'),
            message_rows AS (
                INSERT INTO message (id, tenant, conversation_id, uow_id, step, place, role, text, metadata)
                SELECT m.id, $2, live.id, $3, $4, m.place - 1, m.role, m.text, m.metadata::jsonb
                FROM live, unnest($5::uuid[], $6::text[], $7::text[], $8::text[])
                    WITH ORDINALITY AS m (id, role, text, metadata, place)
                RETURNING id),
            piece_rows AS (
                INSERT INTO message_piece (point_id, tenant, message_id, uow_id, ordinal, start_at, end_at, embedding)
                SELECT p.point_id, $2, m.id, $3, p.ordinal, p.start_at, p.end_at, p.embedding
                FROM unnest($9::uuid[], $10::uuid[], $11::int4[], $12::int4[], $13::int4[], $14::bytea[])
                    AS p (point_id, message_id, ordinal, start_at, end_at, embedding)
                JOIN message_rows m ON m.id = p.message_id)
            SELECT id FROM live
            """;

    private record PieceOf(MessageContent message, Piece piece) {}

    /** Stages the messages of a step; false when the conversation is gone. */
    public Uni<Boolean> stage(
            CatalogTransaction transaction,
            Conversation conversation,
            List<MessageContent> messages,
            UnitOfWorkId unitOfWork,
            int step) {
        List<PieceOf> pieces = messages.stream()
                .flatMap(message -> message.pieces().stream().map(piece -> new PieceOf(message, piece)))
                .toList();
        return transaction
                .preparedQuery(STAGE)
                .execute(Tuple.tuple()
                        .addValue(conversation.id().value())
                        .addValue(conversation.tenant().value())
                        .addValue(unitOfWork.value())
                        .addValue(step)
                        .addValue(column(messages, message -> message.id().value(), UUID[]::new))
                        .addValue(column(messages, message -> message.role().name(), String[]::new))
                        .addValue(column(messages, MessageContent::text, String[]::new))
                        .addValue(column(messages, MessageRows::metadata, String[]::new))
                        .addValue(column(pieces, of -> of.piece().id().value(), UUID[]::new))
                        .addValue(column(pieces, of -> of.message().id().value(), UUID[]::new))
                        .addValue(column(pieces, of -> of.piece().position().index(), Integer[]::new))
                        .addValue(column(pieces, of -> of.piece().position().start(), Integer[]::new))
                        .addValue(column(pieces, of -> of.piece().position().end(), Integer[]::new))
                        .addValue(column(pieces, MessageRows::embedding, Buffer[]::new)))
                .map(rows -> rows.size() == 1);
    }

    private static String metadata(MessageContent message) {
        return new JsonObject(message.metadata().values()).encode();
    }

    private static Buffer embedding(PieceOf of) {
        return Buffer.buffer(of.piece().embedding().toBytes());
    }

    private static <S, T> T[] column(List<S> all, Function<S, T> value, IntFunction<T[]> array) {
        return all.stream().map(value).toArray(array);
    }

    /** The place that the messages of a step were given: they stand in their order from this index on. */
    public record Appended(int first, int count, Instant at) {}

    /** The lock on the conversation's row makes appends take turns, so the time is read under it. */
    private static final String APPEND = """
            WITH grown AS (
                UPDATE conversation SET messages = messages + $4, updated_at = clock_timestamp()
                WHERE id = $1 AND state = 'LIVE'
                RETURNING messages - $4 AS first, updated_at AS at),
            flipped AS (
                UPDATE message m SET ordinal = grown.first + m.place, committed_at = grown.at
                FROM grown WHERE m.uow_id = $2 AND m.step = $3 AND m.ordinal IS NULL
                RETURNING m.id)
            SELECT first, at, (SELECT count(*) FROM flipped) AS flipped FROM grown
            """;

    /**
     * Makes the staged messages of a step the last ones of their conversation; null when the conversation is gone.
     */
    public Uni<@Nullable Appended> append(
            CatalogTransaction transaction,
            Conversation conversation,
            int messages,
            UnitOfWorkId unitOfWork,
            int step) {
        return transaction
                .preparedQuery(APPEND)
                .execute(Tuple.of(conversation.id().value(), unitOfWork.value(), step, messages))
                .map(MessageRows::appended);
    }

    private static @Nullable Appended appended(RowSet<Row> rows) {
        for (Row row : rows) {
            return new Appended(
                    row.getInteger("first"),
                    row.getInteger("flipped"),
                    row.getOffsetDateTime("at").toInstant());
        }
        return null;
    }

    private static final String STAGED = """
            SELECT p.point_id FROM message m JOIN message_piece p ON p.message_id = m.id
            WHERE m.uow_id = $1 AND m.step = $2 AND m.ordinal IS NULL
            """;

    /** Returns the points that a step has staged, to be removed from Qdrant before their rows go. */
    public Uni<List<PointId>> staged(UnitOfWorkId unitOfWork, int step) {
        return pool.preparedQuery(STAGED)
                .execute(Tuple.of(unitOfWork.value(), step))
                .map(rows -> {
                    List<PointId> ids = new ArrayList<>(rows.size());
                    rows.forEach(row -> ids.add(new PointId(row.getUUID("point_id"))));
                    return ids;
                });
    }

    private static final String UNSTAGE = "DELETE FROM message WHERE uow_id = $1 AND step = $2 AND ordinal IS NULL";

    /** Takes back what a step staged. Doing it again does nothing. */
    public Uni<Void> unstage(UnitOfWorkId unitOfWork, int step) {
        return pool.preparedQuery(UNSTAGE)
                .execute(Tuple.of(unitOfWork.value(), step))
                .replaceWithVoid();
    }
}
