package dev.lockstep.features.answers;

import dev.lockstep.features.search.Degradation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param text with a {@code [number]} after what comes from a source; null when the documents do not tell
 * @param nearest what comes nearest to an answer, where there is none; empty otherwise
 * @param citations the sources whose numbers are in the text, and no others
 * @param model who wrote it; null for no answer
 * @param degraded parts of the search, or the model, that were not available
 */
public record AnswerResult(
        @Nullable String text,
        List<CitedSource> citations,
        List<CitedSource> nearest,
        @Nullable String model,
        List<Degradation> degraded,
        List<Caution> cautions,
        Duration took) {

    /** This stands in the place of a model's name when the answer is quoted. */
    public static final String EXTRACTIVE = "extractive";

    /** The name of the model in {@link #degraded}; a search has no part of that name. */
    public static final String STAGE = "answer";

    /** Tells whether there is an answer. */
    public boolean answered() {
        return text != null;
    }

    public AnswerResult {
        citations = List.copyOf(citations);
        nearest = List.copyOf(nearest);
        degraded = List.copyOf(degraded);
        cautions = List.copyOf(cautions);
    }
}
