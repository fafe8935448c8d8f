package dev.lockstep.features.conversations;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.Message;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.unitofwork.Assignment;
import dev.lockstep.engine.unitofwork.UnitsOfWork;
import dev.lockstep.stores.catalog.conversations.Conversations;
import dev.lockstep.stores.catalog.conversations.Messages;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, reads, lists and deletes conversations. {@link MessageAppender} adds to them. */
@ApplicationScoped
public class ConversationService {

    private final Conversations conversations;
    private final Messages messages;
    private final ConversationRules rules;
    private final ConversationSteps steps;
    private final UnitsOfWork unitsOfWork;

    ConversationService(
            Conversations conversations,
            Messages messages,
            ConversationRules rules,
            ConversationSteps steps,
            UnitsOfWork unitsOfWork) {
        this.conversations = conversations;
        this.messages = messages;
        this.rules = rules;
        this.steps = steps;
        this.unitsOfWork = unitsOfWork;
    }

    public Uni<Conversation> create(Write<Conversation> write, ConversationDraft draft) {
        CreateConversation step =
                steps.create(write.caller(), rules.title(draft.title()), rules.metadata(draft.metadata()));
        return unitsOfWork
                .execute(Assignment.of(write, List.of(step), step::created))
                .map(committed -> step.created());
    }

    public Uni<Conversation> get(Caller caller, ConversationId id) {
        return conversations.require(caller, id);
    }

    /**
     * Reads a page of the conversations.
     *
     * @param after the last id of the page before, or null
     */
    public Uni<List<Conversation>> page(Caller caller, @Nullable ConversationId after, int limit) {
        return conversations.page(caller, after, limit);
    }

    /**
     * Reads a page of a conversation's messages.
     *
     * @param after the last index of the page before, or -1
     */
    public Uni<List<Message>> messages(Caller caller, ConversationId id, int after, int limit) {
        return conversations.require(caller, id).chain(found -> messages.page(found.id(), after, limit));
    }

    /** Makes a conversation and its messages invisible at once; rows and points go in the background. */
    public Uni<Void> delete(Write<Void> write, ConversationId id) {
        return conversations
                .require(write.caller(), id)
                .chain(found -> unitsOfWork.execute(Assignment.of(write, List.of(steps.delete(found)), () -> null)))
                .replaceWithVoid();
    }
}
