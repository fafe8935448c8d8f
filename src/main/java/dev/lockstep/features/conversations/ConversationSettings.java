package dev.lockstep.features.conversations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of conversations and their messages. Recall has the bounds of a search. */
@ConfigMapping(prefix = "lockstep.conversations")
public interface ConversationSettings {

    /** The longest title, in characters. */
    @WithDefault("1000")
    int maxTitleLength();

    /** The longest text of one message, in characters. */
    @WithDefault("100000")
    int maxTextLength();

    /** How many messages one request may append. */
    @WithDefault("100")
    int maxMessages();
}
