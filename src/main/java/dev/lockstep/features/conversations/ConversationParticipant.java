package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.buffer.Confirmation;
import dev.lockstep.engine.buffer.WriteBuffer;
import dev.lockstep.engine.unitofwork.Participant;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.conversations.ConversationRows;
import dev.lockstep.stores.catalog.conversations.ConversationRows.Slice;
import dev.lockstep.stores.catalog.conversations.MessageRows;
import dev.lockstep.stores.catalog.unitofwork.StepRecord;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Undoes and settles the steps of conversations, from their records. */
@ApplicationScoped
class ConversationParticipant implements Participant {

    static final String NAME = "conversations";
    static final String CREATE = "create";
    static final String APPEND = "append";
    static final String DELETE = "delete";

    private static final String ID = "conversation_id";
    private static final String COLLECTION = "collection";

    /** The messages of a deleted conversation that are removed at a time, each with some points. */
    private static final int SLICE = 200;

    private final ConversationRows conversations;
    private final MessageRows messages;
    private final PointStore points;
    private final Confirmation confirmation;
    private final WriteBuffer buffer;

    ConversationParticipant(
            ConversationRows conversations,
            MessageRows messages,
            PointStore points,
            Confirmation confirmation,
            WriteBuffer buffer) {
        this.conversations = conversations;
        this.messages = messages;
        this.points = points;
        this.confirmation = confirmation;
        this.buffer = buffer;
    }

    static JsonObject target(Conversation conversation) {
        return new JsonObject()
                .put(ID, conversation.id().toString())
                .put(COLLECTION, conversation.collection())
                .put(
                        StepRecord.SHOWN,
                        new JsonObject().put("conversation", conversation.id().toString()));
    }

    static String lockKey(Conversation conversation) {
        return "conversations/" + conversation.id();
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Removes what an append has added, as no other step adds before its commit. The points go first: their ids are
     * known only as long as the rows are there.
     */
    @Override
    public Uni<Integer> compensate(StepRecord step) {
        return messages.staged(step.unitOfWork(), step.ordinal())
                .call(staged -> delete(step, staged))
                .call(() -> Failpoints.reach("undo.points-deleted", step.unitOfWork()))
                .call(() -> messages.unstage(step.unitOfWork(), step.ordinal()))
                .map(List::size);
    }

    /**
     * Removes late points. The staged rows are gone by now, so the points are found by the unit of work that they name.
     */
    @Override
    public Uni<Integer> sweep(StepRecord step) {
        return points.ofUnitOfWork(collection(step), step.unitOfWork(), points.standardDeadline())
                .call(late -> delete(step, late))
                .map(List::size);
    }

    @Override
    public Uni<Void> settle(List<StepRecord> steps) {
        Set<UnitOfWorkId> appended = steps.stream()
                .filter(step -> step.operation().equals(APPEND))
                .map(StepRecord::unitOfWork)
                .collect(Collectors.toSet());
        return Multi.createFrom()
                .iterable(steps)
                .filter(step -> step.operation().equals(DELETE))
                .onItem()
                .transformToUniAndConcatenate(this::erase)
                .collect()
                .last()
                .chain(() -> confirmation.confirm(appended));
    }

    /**
     * Erases a conversation slice by slice, by the ids that the catalog knows: a point that still waits in Qdrant's log
     * can't be found there yet, but its deletion waits behind it. Other points that Qdrant shows go last.
     */
    private Uni<Void> erase(StepRecord step) {
        return Uni.createFrom()
                .deferred(() -> conversations.slice(id(step), SLICE).call(slice -> erase(step, slice)))
                .repeat()
                .whilst(slice -> !slice.isEmpty())
                .collect()
                .last()
                .chain(() -> points.ofScope(collection(step), id(step).scope(), points.standardDeadline()))
                .chain(strays -> delete(step, strays))
                .chain(() -> conversations.erase(id(step)));
    }

    private Uni<Void> erase(StepRecord step, Slice slice) {
        return slice.isEmpty()
                ? Uni.createFrom().voidItem()
                : delete(step, slice.points()).chain(() -> conversations.erase(slice));
    }

    private Uni<Void> delete(StepRecord step, List<PointId> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : points.delete(collection(step), ids, points.standardDeadline());
    }

    @Override
    public void forget(Collection<UnitOfWorkId> settled) {
        buffer.evict(settled);
    }

    private static ConversationId id(StepRecord step) {
        return new ConversationId(UUID.fromString(step.target().getString(ID)));
    }

    private static String collection(StepRecord step) {
        return step.target().getString(COLLECTION);
    }
}
