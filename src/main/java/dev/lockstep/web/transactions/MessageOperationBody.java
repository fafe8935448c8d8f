package dev.lockstep.web.transactions;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.conversations.MessageOperation;
import dev.lockstep.web.conversations.ConversationPath;
import dev.lockstep.web.conversations.MessageBody;
import dev.lockstep.web.conversations.MessagesBody;
import dev.lockstep.web.http.Bodies;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An operation on a conversation: messages to be appended. */
public record MessageOperationBody(
        @Schema(
                description = "conversations",
                examples = "conversations",
                required = true,
                enumeration = "conversations")
        @Nullable
        String participant,

        @Schema(description = "append", examples = "append", required = true, enumeration = "append") @Nullable
        String operation,

        @Schema(description = "The conversation's id", required = true) @Nullable
        String conversation,

        @Schema(required = true, minItems = 1) @Nullable List<@Nullable MessageBody> messages)
        implements OperationBody {

    static final String PARTICIPANT = "conversations";

    private static final String APPEND = "append";

    @Override
    public MessageOperation asked() {
        String name = Bodies.requireProperty(operation, "operation");
        if (!name.equals(APPEND)) {
            throw new Rejected(
                    ErrorCode.UNKNOWN_OPERATION,
                    "there is no operation '" + name + "' on conversations; the only one is " + APPEND,
                    Map.of("known", List.of(APPEND)));
        }
        return new MessageOperation(
                ConversationPath.id(Bodies.requireProperty(conversation, "conversation")),
                new MessagesBody(null, null, null, Bodies.requireProperty(messages, "messages")).drafts());
    }
}
