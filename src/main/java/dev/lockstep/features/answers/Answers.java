package dev.lockstep.features.answers;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.features.search.Search;
import dev.lockstep.platform.resilience.Bulkhead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Answers questions from what a search finds. */
@ApplicationScoped
public class Answers {

    private final AnswerRules rules;
    private final Search search;
    private final AnswerWriter writing;
    private final Bulkhead admission;
    private final Duration timeout;

    Answers(AnswerRules rules, Search search, AnswerWriter writing, AnswerSettings settings) {
        this.rules = rules;
        this.search = search;
        this.writing = writing;
        this.admission = new Bulkhead("answers", settings.maxConcurrent(), settings.maxWaiting());
        this.timeout = settings.timeout();
    }

    /** Gives the whole answer. Cancelling ends the work on it. */
    public Uni<AnswerResult> answer(Caller caller, AnswerRequest request) {
        return stream(caller, request)
                .filter(AnswerEvent.Done.class::isInstance)
                .toUni()
                .map(event -> ((AnswerEvent.Done) event).answer());
    }

    /**
     * Gives the answer while it is written. It fails as a search would; cancelling ends the work on it.
     *
     * @throws dev.lockstep.domain.Rejected for a question that makes no sense
     */
    public Multi<AnswerEvent> stream(Caller caller, AnswerRequest request) {
        Question question = rules.accept(caller, request);
        return Multi.createFrom().emitter(emitter -> begin(question, new Listener(emitter)));
    }

    private void begin(Question question, Listener listener) {
        AnswerRun run = new AnswerRun(Deadline.in(timeout), listener);
        Deadline latestBegin = Deadline.in(timeout.dividedBy(2));
        admission
                .admit(() -> latestBegin.passed() || listener.hasLeft() ? waitedTooLong() : answer(question, run))
                .subscribe()
                .with(listener::end, listener::fail);
    }

    private Uni<AnswerResult> answer(Question question, AnswerRun run) {
        return search.search(question.caller(), question.search()).chain(found -> writing.of(question, found, run));
    }

    private static <T> Uni<T> waitedTooLong() {
        return Uni.createFrom()
                .failure(new Overloaded(
                        ErrorCode.OVERLOADED,
                        "There are so many answers under way that the turn of this one did not come in time. Nothing of it"
                                + " was begun; try again later."));
    }
}
