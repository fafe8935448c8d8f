package dev.lockstep.embedding;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One admitted request of an {@link EmbeddingLane}: its texts, how far it is, and who waits for it. */
final class EmbeddingRequest<T> {

    private final List<String> texts;
    private final Function<String, T> work;
    private final AtomicReferenceArray<T> results;
    private final EmbeddingLane lane;
    private final UniEmitter<? super List<T>> emitter;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final AtomicBoolean over = new AtomicBoolean();

    EmbeddingRequest(
            List<String> texts, Function<String, T> work, EmbeddingLane lane, UniEmitter<? super List<T>> emitter) {
        this.texts = texts;
        this.work = work;
        this.results = new AtomicReferenceArray<>(texts.size());
        this.lane = lane;
        this.emitter = emitter;
        this.unfinished = new AtomicInteger(texts.size());
    }

    void start(int atOnce) {
        for (int i = 0; i < Math.min(atOnce, texts.size()); i++) {
            queueNext();
        }
    }

    /** What is being computed is computed to its end, but nothing further is begun. */
    void cancel() {
        boolean ignored = end();
    }

    private void queueNext() {
        int index = next.getAndIncrement();
        if (index >= texts.size() || over.get()) {
            return;
        }
        try {
            lane.queue(() -> compute(index));
        } catch (RejectedExecutionException e) {
            fail(EmbeddingLane.closed(e));
        }
    }

    private void compute(int index) {
        if (over.get()) {
            return;
        }
        if (lane.isClosed()) {
            fail(EmbeddingLane.closed(new RejectedExecutionException("closed while waiting")));
            return;
        }
        try {
            results.set(index, lane.timed(() -> work.apply(texts.get(index))));
        } catch (Throwable e) { // an Error too: somebody waits for an answer
            fail(e);
            return;
        }
        finishOne();
    }

    private void finishOne() {
        int before = unfinished.getAndUpdate(n -> Math.max(0, n - 1));
        if (before > 0) {
            lane.release(1);
        }
        if (before > 1) {
            queueNext();
        } else if (end()) {
            emitter.complete(
                    IntStream.range(0, texts.size()).mapToObj(results::get).toList());
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            emitter.fail(failure);
        }
    }

    /** Gives back what the request holds of the lane, once: true for whoever may tell the outcome. */
    private boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        lane.release(unfinished.getAndSet(0));
        lane.leave();
        return true;
    }
}
