package dev.lockstep.stores.catalog.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.KnownFields;
import dev.lockstep.domain.Metadata;
import dev.lockstep.stores.catalog.documents.FieldTable;
import dev.lockstep.stores.catalog.postgres.GuardedPool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** Knows which metadata fields a conversation's messages use, so that filters on others can be refused. */
@ApplicationScoped
public class MessageFields {

    private final FieldTable table;

    MessageFields(GuardedPool pool) {
        this.table = new FieldTable(pool, "message_field", "conversation_id");
    }

    /**
     * Records the fields of messages that are about to be staged. It does so on its own, as {@code MetadataFields}
     * does.
     */
    public Uni<Void> record(Conversation conversation, Collection<Metadata> used) {
        return table.record(conversation.id().value(), conversation.tenant(), used);
    }

    public Uni<KnownFields> known(ConversationId conversation) {
        return table.known(conversation.value());
    }
}
