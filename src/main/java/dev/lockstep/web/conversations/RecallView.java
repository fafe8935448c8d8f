package dev.lockstep.web.conversations;

import dev.lockstep.features.conversations.RecallResult;
import dev.lockstep.web.http.Timed;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The messages that a recall found, nearest to the query first. */
@Schema(name = "RecallResult")
public record RecallView(List<HitView> data, long executionTimeMs) implements Timed {

    public RecallView {
        data = List.copyOf(data);
    }

    /** A message with its full text. */
    @Schema(name = "RecalledMessage")
    public record HitView(
            @Schema(description = "The cosine of the query and the nearest piece of the message")
            float score,

            MessageView message) {}

    static RecallView of(RecallResult result) {
        return new RecallView(
                result.hits().stream()
                        .map(hit -> new HitView(hit.score(), MessageView.of(hit.message())))
                        .toList(),
                result.took().toMillis());
    }
}
