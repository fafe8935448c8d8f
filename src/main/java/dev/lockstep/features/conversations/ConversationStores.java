package dev.lockstep.features.conversations;

import dev.lockstep.engine.buffer.BufferedUpserts;
import dev.lockstep.stores.catalog.conversations.ConversationRows;
import dev.lockstep.stores.catalog.conversations.MessageFields;
import dev.lockstep.stores.catalog.conversations.MessageRows;
import jakarta.enterprise.context.ApplicationScoped;

/** The stores that steps of conversations write to. */
@ApplicationScoped
class ConversationStores {

    private final ConversationRows conversations;
    private final MessageRows messages;
    private final MessageFields fields;
    private final BufferedUpserts upserts;
    private final MessageCollection collection;

    ConversationStores(
            ConversationRows conversations,
            MessageRows messages,
            MessageFields fields,
            BufferedUpserts upserts,
            MessageCollection collection) {
        this.conversations = conversations;
        this.messages = messages;
        this.fields = fields;
        this.upserts = upserts;
        this.collection = collection;
    }

    ConversationRows conversations() {
        return conversations;
    }

    MessageRows messages() {
        return messages;
    }

    MessageFields fields() {
        return fields;
    }

    BufferedUpserts upserts() {
        return upserts;
    }

    MessageCollection collection() {
        return collection;
    }
}
