package dev.lockstep.features.conversations;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.MetadataRules;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Texts;
import dev.lockstep.features.conversations.CheckedMessages.CheckedMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The rules for conversations and their messages: which ones are accepted, and why the others are refused. */
@ApplicationScoped
class ConversationRules {

    private final ConversationSettings settings;
    private final MetadataRules metadata;

    ConversationRules(
            ConversationSettings settings,
            @ConfigProperty(name = "lockstep.metadata.max-depth", defaultValue = "5") int maxDepth,
            @ConfigProperty(name = "lockstep.metadata.max-bytes", defaultValue = "16384") int maxBytes) {
        this.settings = settings;
        this.metadata = new MetadataRules(maxDepth, maxBytes);
    }

    @Nullable
    String title(@Nullable String title) {
        return Texts.line("title", title, settings.maxTitleLength());
    }

    Metadata metadata(@Nullable Map<String, Object> raw) {
        return metadata.accept(raw);
    }

    List<CheckedMessage> messages(List<MessageDraft> drafts) {
        if (drafts.isEmpty()) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE, "'messages' is empty: send at least one", Map.of("property", "messages"));
        }
        if (drafts.size() > settings.maxMessages()) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'messages' has " + drafts.size() + " messages; at most " + settings.maxMessages()
                            + " are allowed (lockstep.conversations.max-messages): append them in several requests",
                    Map.of("property", "messages", "limit", settings.maxMessages(), "actual", drafts.size()));
        }
        return IntStream.range(0, drafts.size())
                .mapToObj(i -> message(drafts.get(i), drafts.size() == 1 ? "" : "messages[" + i + "]."))
                .toList();
    }

    private CheckedMessage message(MessageDraft draft, String path) {
        if (draft.role() == null) {
            String property = path + "role";
            throw new Rejected(
                    ErrorCode.MISSING_PROPERTY, "'" + property + "' is missing", Map.of("property", property));
        }
        String text = Texts.require(
                draft.text(), path + "text", settings.maxTextLength(), "lockstep.conversations.max-text-length");
        return new CheckedMessage(draft.role(), text, metadata.accept(draft.metadata()));
    }
}
