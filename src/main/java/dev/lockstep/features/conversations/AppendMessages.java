package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Message;
import dev.lockstep.domain.MessageContent;
import dev.lockstep.domain.MessageTerms;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.engine.buffer.BufferedUpserts;
import dev.lockstep.engine.buffer.BufferedUpserts.Unconfirmed;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.conversations.Conversations;
import dev.lockstep.stores.catalog.conversations.MessageRows;
import dev.lockstep.stores.catalog.conversations.MessageRows.Appended;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.unitofwork.BufferNeed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Appends messages to a conversation. Only the commit gives them their numbers: their order is the order of commits. */
final class AppendMessages implements Step {

    private final MessageRows rows;
    private final BufferedUpserts upserts;
    private final MessageCollection collection;
    private final Conversation conversation;
    private final List<MessageContent> messages;

    private volatile @Nullable Place place;
    private volatile @Nullable Appended appended;
    private volatile Unconfirmed unconfirmed = Unconfirmed.NONE;

    AppendMessages(
            MessageRows rows,
            BufferedUpserts upserts,
            MessageCollection collection,
            Conversation conversation,
            List<MessageContent> messages) {
        this.rows = rows;
        this.upserts = upserts;
        this.collection = collection;
        this.conversation = conversation;
        this.messages = List.copyOf(messages);
    }

    @Override
    public String participant() {
        return ConversationParticipant.NAME;
    }

    @Override
    public String operation() {
        return ConversationParticipant.APPEND;
    }

    @Override
    public JsonObject target() {
        return ConversationParticipant.target(conversation);
    }

    @Override
    public Map<String, Integer> affects() {
        return Map.of("messages", messages.size());
    }

    /** Returns the numbers that the messages were given, once the commit has done so. */
    @Override
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>(Step.super.shown());
        Appended at = appended;
        if (at != null) {
            shown.put("first_index", at.first());
        }
        return shown;
    }

    @Override
    public String lockKey() {
        return ConversationParticipant.lockKey(conversation);
    }

    @Override
    public Uni<Void> stage(CatalogTransaction transaction, Place at) {
        place = at;
        return rows.stage(transaction, conversation, messages, at.unitOfWork(), at.ordinal())
                .invoke(staged -> {
                    if (!staged) {
                        throw Conversations.missing(conversation.id());
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<BufferNeed> apply(Deadline deadline) {
        String name = conversation.collection();
        return collection
                .ensure(conversation, deadline)
                .chain(() -> upserts.upsert(name, points(), deadline))
                .onFailure()
                .invoke(() -> collection.doubt(name))
                .invoke(added -> unconfirmed = added)
                .map(Unconfirmed::buffering);
    }

    private List<Point> points() {
        return messages.stream()
                .flatMap(message -> message.pieces().stream()
                        .map(piece -> new Point(
                                piece.id(),
                                conversation.tenant(),
                                conversation.collection(),
                                conversation.id().scope(),
                                message.id().owner(),
                                1,
                                place().unitOfWork(),
                                piece.embedding(),
                                SparseVector.EMPTY,
                                MessageTerms.of(message.role(), message.metadata()))))
                .toList();
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        return rows.append(transaction, conversation, messages.size(), place().unitOfWork(), place().ordinal())
                .onItem()
                .ifNull()
                .failWith(() -> Conversations.missing(conversation.id()))
                .invoke(this::requireAll)
                .invoke(done -> appended = done)
                .replaceWithVoid();
    }

    private void requireAll(Appended done) {
        if (done.count() != messages.size()) {
            throw new Conflict(
                    ErrorCode.LEASE_LOST,
                    "appending the messages took too long, so they were removed again; try again");
        }
    }

    @Override
    public List<Point> unconfirmed() {
        return unconfirmed.points();
    }

    /** Returns the messages as the commit left them. */
    List<Message> written() {
        Appended at = Objects.requireNonNull(appended, "messages have a place only after the commit");
        return IntStream.range(0, messages.size())
                .mapToObj(i -> message(messages.get(i), at.first() + i, at))
                .toList();
    }

    private Message message(MessageContent content, int index, Appended at) {
        return new Message(
                content.id(), conversation.id(), index, content.role(), content.text(), content.metadata(), at.at());
    }

    private Place place() {
        return Objects.requireNonNull(place, "a step is applied only after it was staged");
    }
}
