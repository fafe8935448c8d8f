package dev.lockstep.models.embedding;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.models.embedding.EmbeddingRequest.Work;
import dev.lockstep.platform.reactive.CallerContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Gives one kind of work on texts threads of its own, with one bounded queue over all requests that is fair between them.
 *
 * <p>A request is admitted whole or refused whole, before any of it is computed; when there is no room it may wait a while for some
 * ({@link Admission}). Admitted requests take turns, text by text or batch by batch ({@link Turns}), so one of 10,000 chunks does not
 * hold up one of 3. A request whose caller goes away meanwhile is dropped: what has begun is finished, nothing else.
 */
public final class EmbeddingLane implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;
    private static final long LONGEST_RETRY_SECONDS = 30;

    private final String name;
    private final LaneLimits limits;
    private final ThreadPoolExecutor executor;
    private final Admission admission;
    private final Turns turns;
    private final LaneMeters meters;

    public EmbeddingLane(String name, LaneLimits limits, MeterRegistry registry) {
        this(name, limits, Niceness.NONE, registry);
    }

    /** @param niceness of its threads: how far they step back for all others */
    public EmbeddingLane(String name, LaneLimits limits, Niceness niceness, MeterRegistry registry) {
        this.name = name;
        this.limits = limits;
        admission = new Admission(limits);
        turns = new Turns(limits.threads());
        meters = new LaneMeters(name, admission, registry);
        executor = new ThreadPoolExecutor(
                limits.threads(), limits.threads(), 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(() -> stepBack(niceness, work), "embedding-" + name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static void stepBack(Niceness niceness, Runnable work) {
        niceness.take();
        work.run();
    }

    /** Computes what each text gives, in their order, and completes on the caller's Vert.x context if there is one. */
    public <T> Uni<List<T>> compute(List<String> texts, Function<String, T> work) {
        return compute(texts, new Work<>(1, one -> Uni.createFrom().item(() -> List.of(work.apply(one.get(0))))));
    }

    /** Does the same for work on all texts at once. */
    public <T> Uni<List<T>> computeTogether(List<String> texts, Function<List<String>, List<T>> work) {
        return compute(texts, new Work<>(Math.max(1, texts.size()), all -> Uni.createFrom()
                .item(() -> work.apply(all))));
    }

    /** Does the same for work on several texts at once. It is begun on one of this lane's threads, and may go on elsewhere. */
    public <T> Uni<List<T>> compute(List<String> texts, Work<T> work) {
        List<String> copy = List.copyOf(texts);
        return CallerContext.resume(Uni.createFrom().emitter(emitter -> begin(copy, work, emitter)));
    }

    /** The number of texts of admitted requests that are not yet embedded. */
    int waiting() {
        return admission.texts();
    }

    /** This lane's threads: as many as there are turns at a time. */
    Executor threads() {
        return executor;
    }

    private <T> void begin(List<String> texts, Work<T> work, UniEmitter<? super List<T>> emitter) {
        if (texts.isEmpty()) {
            emitter.complete(List.of());
            return;
        }
        if (executor.isShutdown()) {
            emitter.fail(closed(new RejectedExecutionException("closed before")));
            return;
        }
        EmbeddingRequest<T> request = new EmbeddingRequest<>(texts, work, this, emitter);
        switch (admission.ask(request)) {
            case ADMITTED -> {
                emitter.onTermination(request::cancel);
                start(request);
            }
            case HELD -> {
                emitter.onTermination(request::cancel);
                hold(request);
            }
            case REFUSED -> emitter.fail(overloaded());
        }
    }

    private void hold(EmbeddingRequest<?> request) {
        request.waitUntil(Infrastructure.getDefaultWorkerPool()
                .schedule(() -> refuse(request), limits.patience().toMillis(), TimeUnit.MILLISECONDS));
    }

    private void refuse(EmbeddingRequest<?> request) {
        if (admission.giveUp(request)) {
            request.fail(overloaded());
        }
    }

    private void start(EmbeddingRequest<?> request) {
        request.stopWaiting();
        for (int i = 0; i < Math.min(limits.threads(), request.turns()); i++) {
            turns.queue(request);
        }
        dispatch();
    }

    private void dispatch() {
        for (EmbeddingRequest<?> next = turns.next(); next != null; next = turns.next()) {
            EmbeddingRequest<?> request = next;
            try {
                executor.execute(() -> run(request));
            } catch (RejectedExecutionException e) {
                turns.back();
                request.fail(closed(e));
            }
        }
    }

    private void run(EmbeddingRequest<?> request) {
        if (executor.isShutdown()) {
            request.fail(closed(new RejectedExecutionException("closed while waiting")));
        }
        request.turn(() -> turns.queue(request), this::endTurn);
    }

    private void endTurn() {
        turns.back();
        dispatch();
    }

    private Overloaded overloaded() {
        return new Overloaded(
                ErrorCode.OVERLOADED,
                "The embedding models have too much to do (" + name + ": " + admission.requests() + " requests, "
                        + admission.texts() + " texts waiting). Nothing of this request was begun; try again later.",
                Map.of(
                        "max_requests",
                        limits.requests(),
                        "max_texts",
                        limits.texts(),
                        Again.RETRY_AFTER,
                        secondsOfWork()));
    }

    /** Estimates the time until about half of what waits is embedded. */
    private long secondsOfWork() {
        double seconds = admission.texts() * meters.secondsOfText() / limits.threads() / 2;
        return Math.max(1, Math.min(LONGEST_RETRY_SECONDS, Math.round(seconds)));
    }

    void took(long nanos, int texts) {
        meters.took(nanos, texts);
    }

    /** Notes that so many texts of a request no longer wait: they are embedded. */
    void release(int texts) {
        admission.embedded(texts).forEach(this::start);
    }

    /** Notes that a request is over, and that so many of its texts are given up. */
    void leave(EmbeddingRequest<?> request, int left) {
        turns.drop(request);
        admission.leave(request, left).forEach(this::start);
    }

    static Unavailable closed(Throwable cause) {
        return new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "The embedding model is shutting down.", cause);
    }

    /** Lets what is being computed end, fails what waits. */
    @Override
    public void close() {
        List<Runnable> unbegun = executor.shutdownNow();
        Throwable why = closed(new RejectedExecutionException("closed while waiting"));
        admission.close().forEach(request -> request.fail(why));
        turns.drain().forEach(request -> request.fail(why));
        unbegun.forEach(Runnable::run);
        // A lane of the next start in the same registry would otherwise find this one's counter behind its gauge.
        meters.remove();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw closed(new IllegalStateException("a text is still being embedded after " + CLOSE_SECONDS + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closed(e);
        }
    }
}
