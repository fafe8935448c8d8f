package dev.lockstep.features.answers;

import dev.lockstep.features.search.Degradation;
import dev.lockstep.models.chat.ModelFailure;
import dev.lockstep.models.chat.ModelFailure.Kind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for one answer: hears of it while it is made, and may leave before its end. */
final class Listener {

    private final MultiEmitter<? super AnswerEvent> emitter;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private volatile boolean hasHeard;

    Listener(MultiEmitter<? super AnswerEvent> emitter) {
        this.emitter = emitter;
        emitter.onTermination(() -> gone.complete(null));
    }

    boolean hasLeft() {
        return gone.isDone();
    }

    /** Tells whether the listener has heard something that a reset would take back. */
    boolean hasHeard() {
        return hasHeard;
    }

    void hear(List<CitedSource> sources) {
        emitter.emit(new AnswerEvent.Sources(sources));
    }

    void hear(String text) {
        if (!text.isEmpty()) {
            hasHeard = true;
            emitter.emit(new AnswerEvent.Delta(text));
        }
    }

    void forget(Degradation reason) {
        if (hasHeard) {
            hasHeard = false;
            emitter.emit(new AnswerEvent.Reset(reason));
        }
    }

    void end(AnswerResult answer) {
        emitter.emit(new AnswerEvent.Done(answer));
        emitter.complete();
    }

    /** Tells of a failure, but not one who has left: that would be logged as a failure that nobody heard of. */
    void fail(Throwable failure) {
        if (!hasLeft()) {
            emitter.fail(failure);
        }
    }

    /** Ends the work when the listener leaves: guards would let it go on. */
    <T> Uni<T> whilePresent(Uni<T> work) {
        return Uni.createFrom().emitter(waiting -> {
            if (hasLeft()) {
                waiting.fail(left());
                return;
            }
            Cancellable running = work.subscribe().with(waiting::complete, waiting::fail);
            waiting.onTermination(running::cancel);
            CompletableFuture<Void> ignored = gone.thenRun(() -> {
                running.cancel();
                waiting.fail(left());
            });
        });
    }

    private static ModelFailure left() {
        return new ModelFailure(Kind.UNHEARD, "Nobody waits for the answer any more.", null);
    }
}
