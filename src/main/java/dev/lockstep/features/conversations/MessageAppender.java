package dev.lockstep.features.conversations;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Message;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.unitofwork.Assignment;
import dev.lockstep.engine.unitofwork.UnitsOfWork;
import dev.lockstep.features.conversations.CheckedMessages.CheckedMessage;
import dev.lockstep.stores.catalog.conversations.Conversations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Appends messages: all of a request, or none. */
@ApplicationScoped
public class MessageAppender {

    private final Conversations conversations;
    private final ConversationRules rules;
    private final MessagePreparation preparation;
    private final ConversationSteps steps;
    private final UnitsOfWork unitsOfWork;

    MessageAppender(
            Conversations conversations,
            ConversationRules rules,
            MessagePreparation preparation,
            ConversationSteps steps,
            UnitsOfWork unitsOfWork) {
        this.conversations = conversations;
        this.rules = rules;
        this.preparation = preparation;
        this.steps = steps;
        this.unitsOfWork = unitsOfWork;
    }

    /**
     * Appends messages. It completes when every message is visible to every recall, or fails having changed nothing.
     */
    public Uni<List<Message>> append(Write<List<Message>> write, MessageOperation operation) {
        return check(write.caller(), operation).chain(this::prepare).chain(step -> unitsOfWork
                .execute(Assignment.of(write, List.of(step), step::written))
                .map(committed -> step.written()));
    }

    /** Checks everything that can be checked before the costly part, which is embedding. */
    Uni<CheckedMessages> check(Caller caller, MessageOperation operation) {
        List<CheckedMessage> checked = rules.messages(operation.messages());
        return conversations
                .require(caller, operation.conversation())
                .invoke(preparation::requireModel)
                .map(found -> new CheckedMessages(found, checked));
    }

    /** Embeds messages and makes their step, which may then be part of any unit of work. */
    Uni<AppendMessages> prepare(CheckedMessages checked) {
        return preparation.embed(checked).chain(messages -> steps.append(checked, messages));
    }
}
