package dev.lockstep.features.conversations;

import dev.lockstep.domain.Message;
import java.time.Duration;
import java.util.List;

/** Messages, nearest to the query first. */
public record RecallResult(List<Hit> hits, Duration took) {

    public RecallResult {
        hits = List.copyOf(hits);
    }

    /**
     * A message that was found.
     *
     * @param score the cosine of the query and the nearest piece of the message
     */
    public record Hit(float score, Message message) {}
}
