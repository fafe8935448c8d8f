package dev.lockstep.conversation;

import dev.lockstep.domain.ConversationId;
import java.util.List;

/** Messages to be appended to a conversation, alone or together with other changes. */
public record MessageOperation(ConversationId conversation, List<MessageDraft> messages) {

    public MessageOperation {
        messages = List.copyOf(messages);
    }

    /** Who carries it out. */
    public String participant() {
        return ConversationParticipant.NAME;
    }
}
