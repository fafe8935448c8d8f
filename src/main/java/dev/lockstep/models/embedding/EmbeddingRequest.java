package dev.lockstep.models.embedding;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One request of an {@link EmbeddingLane}: its texts, how far it is, and who waits for it. */
final class EmbeddingRequest<T> {

    /**
     * The work that is done with each turn.
     *
     * @param most texts that are worked on together
     */
    record Work<T>(int most, Batch<T> batch) {

        /** Computes what these texts give, in their order. */
        interface Batch<T> {
            Uni<List<T>> of(List<String> texts);
        }
    }

    private final List<String> texts;
    private final Work<T> work;
    private final AtomicReferenceArray<T> results;
    private final EmbeddingLane lane;
    private final UniEmitter<? super List<T>> emitter;
    private final Context trace = Context.current();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final AtomicBoolean over = new AtomicBoolean();

    private volatile @Nullable ScheduledFuture<?> patience;

    EmbeddingRequest(List<String> texts, Work<T> work, EmbeddingLane lane, UniEmitter<? super List<T>> emitter) {
        this.texts = texts;
        this.work = work;
        this.results = new AtomicReferenceArray<>(texts.size());
        this.lane = lane;
        this.emitter = emitter;
        this.unfinished = new AtomicInteger(texts.size());
    }

    int size() {
        return texts.size();
    }

    /** Counts the turns that the request needs. */
    int turns() {
        return (texts.size() + work.most() - 1) / work.most();
    }

    /** Lets the request wait until it is refused, unless it is admitted before. */
    void waitUntil(ScheduledFuture<?> refusal) {
        patience = refusal;
    }

    void stopWaiting() {
        ScheduledFuture<?> waiting = patience;
        if (waiting != null) {
            boolean ignored = waiting.cancel(false);
        }
    }

    /** Begins nothing further, but what is being computed is computed to its end. */
    void cancel() {
        boolean ignored = end();
    }

    /** Works on the next texts. It tells when another turn is due, then that this one is over. */
    void turn(Runnable again, Runnable done) {
        int from = next.getAndAdd(work.most());
        if (from >= texts.size() || over.get()) {
            done.run();
            return;
        }
        List<String> batch = texts.subList(from, Math.min(texts.size(), from + work.most()));
        long begun = System.nanoTime();
        Uni.createFrom()
                .deferred(trace.wrapSupplier(() -> work.batch().of(batch)))
                .subscribe()
                .with(
                        vectors -> {
                            lane.took(System.nanoTime() - begun, batch.size());
                            finish(from, batch.size(), vectors, again);
                            done.run();
                        },
                        failure -> {
                            fail(failure);
                            done.run();
                        });
    }

    void fail(Throwable failure) {
        if (end()) {
            emitter.fail(failure);
        }
    }

    private void finish(int from, int count, List<T> vectors, Runnable again) {
        if (vectors.size() != count) {
            fail(new IllegalStateException(vectors.size() + " vectors for " + count + " texts"));
            return;
        }
        for (int i = 0; i < count; i++) {
            results.set(from + i, vectors.get(i));
        }
        int before = unfinished.getAndUpdate(left -> Math.max(0, left - count));
        if (before > 0) {
            lane.release(count);
        }
        if (before > count) {
            again.run();
        } else if (end()) {
            emitter.complete(
                    IntStream.range(0, texts.size()).mapToObj(results::get).toList());
        }
    }

    /** Gives back what the request holds of the lane, once: true for whoever may tell the outcome. */
    private boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        stopWaiting();
        lane.leave(this, unfinished.getAndSet(0));
        return true;
    }
}
