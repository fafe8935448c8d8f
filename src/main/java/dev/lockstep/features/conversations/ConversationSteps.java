package dev.lockstep.features.conversations;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.MessageContent;
import dev.lockstep.domain.Metadata;
import dev.lockstep.engine.buffer.BufferedUpserts;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.conversations.ConversationRows;
import dev.lockstep.stores.catalog.conversations.MessageFields;
import dev.lockstep.stores.catalog.conversations.MessageRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the steps that change conversations, for units of work of their own and for transactions. */
@ApplicationScoped
class ConversationSteps {

    private final ConversationRows conversations;
    private final MessageRows messages;
    private final MessageFields fields;
    private final BufferedUpserts upserts;
    private final MessageCollection collection;

    ConversationSteps(
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

    CreateConversation create(Caller caller, @Nullable String title, Metadata metadata) {
        Instant now = Instant.now();
        return new CreateConversation(
                conversations,
                new Conversation(
                        ConversationId.next(),
                        caller.tenant(),
                        caller.name(),
                        title,
                        metadata,
                        collection.name(),
                        collection.model(),
                        0,
                        now,
                        now));
    }

    /**
     * Makes the step that appends messages. The fields of their metadata are recorded first, and stay known even if the
     * step is undone.
     */
    Uni<AppendMessages> append(CheckedMessages checked, List<MessageContent> contents) {
        Conversation conversation = checked.conversation();
        return fields.record(conversation, checked.metadata())
                .map(ignored -> new AppendMessages(messages, upserts, collection, conversation, contents));
    }

    Step delete(Conversation conversation) {
        return new DeleteConversation(conversations, conversation);
    }
}
