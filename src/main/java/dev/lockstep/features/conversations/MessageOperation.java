package dev.lockstep.features.conversations;

import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.Operation;
import java.util.List;

/** Messages to be appended to a conversation, alone or together with other changes. */
public record MessageOperation(ConversationId conversation, List<MessageDraft> messages) implements Operation {

    public MessageOperation {
        messages = List.copyOf(messages);
    }

    @Override
    public String participant() {
        return ConversationParticipant.NAME;
    }
}
