package dev.lockstep.features.answers;

import dev.lockstep.domain.Deadline;
import dev.lockstep.features.search.Degradation;
import dev.lockstep.features.search.SearchResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way, which knows until when, since when, and for whom.
 *
 * @param beganAt a value of {@link System#nanoTime()}
 */
record AnswerRun(Deadline deadline, Listener listener, long beganAt) {

    AnswerRun(Deadline deadline, Listener listener) {
        this(deadline, listener, System.nanoTime());
    }

    /**
     * Makes the answer when nothing was found to answer from, so nobody was asked.
     *
     * @param nearest what was found and does not tell
     */
    AnswerResult nothing(List<CitedSource> nearest, SearchResult found, @Nullable Degradation missing) {
        List<Caution> cautions = cautions(found);
        cautions.add(Caution.notAnswered());
        return new AnswerResult(null, List.of(), nearest, null, degraded(found, missing), cautions, took());
    }

    AnswerResult answer(
            String text,
            List<CitedSource> citations,
            String model,
            SearchResult found,
            @Nullable Degradation missing,
            List<Caution> more) {
        List<Caution> cautions = cautions(found);
        cautions.addAll(more);
        return new AnswerResult(text, citations, List.of(), model, degraded(found, missing), cautions, took());
    }

    private static List<Degradation> degraded(SearchResult found, @Nullable Degradation missing) {
        List<Degradation> degraded = new ArrayList<>(found.degraded());
        if (missing != null) {
            degraded.add(missing);
        }
        return degraded;
    }

    private static List<Caution> cautions(SearchResult found) {
        return new ArrayList<>(found.warnings().stream().map(Caution::of).toList());
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - beganAt);
    }
}
