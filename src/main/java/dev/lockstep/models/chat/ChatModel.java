package dev.lockstep.models.chat;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** A model that writes text. Nothing blocks the caller. */
public interface ChatModel extends AutoCloseable {

    /** What its server calls it. */
    String name();

    /**
     * Has the model write. Cancelling tells the server that nobody waits, so that it may stop too. Fails with a {@link ModelFailure}.
     *
     * @param heard is told each piece of the text as it comes, on the thread of the connection
     */
    Uni<FinishReason> write(Prompt prompt, Consumer<String> heard);

    @Override
    void close();
}
