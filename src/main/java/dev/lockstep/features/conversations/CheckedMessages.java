package dev.lockstep.features.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.Role;
import java.util.List;

/** Messages that may be appended to a conversation that was there when they were checked. Nothing is embedded yet. */
record CheckedMessages(Conversation conversation, List<CheckedMessage> messages) {

    CheckedMessages {
        messages = List.copyOf(messages);
    }

    record CheckedMessage(Role role, String text, Metadata metadata) {}

    List<Metadata> metadata() {
        return messages.stream().map(CheckedMessage::metadata).toList();
    }
}
