package dev.lockstep.embedding;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Overloaded;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.reactive.CallerContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Threads of their own for one kind of work on texts, with bounded admission and fair turns.
 *
 * <p>A request is admitted whole or refused whole, before any of it is computed. Once admitted it keeps no more texts
 * in the executor's queue than there are threads, and queues the next when one is done, at the end: so requests take
 * turns, text by text, and a short document does not wait for a long one. That also bounds the queue.
 */
final class EmbeddingLane implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;

    private final String name;
    private final LaneLimits limits;
    private final ThreadPoolExecutor executor;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final MeterRegistry registry;
    private final Gauge depth;
    private final Timer timer;

    EmbeddingLane(String name, LaneLimits limits, MeterRegistry registry) {
        this.name = name;
        this.limits = limits;
        this.registry = registry;
        depth = Gauge.builder("lockstep.embedding.waiting", waiting, AtomicInteger::get)
                .description("Texts of admitted requests that are not yet embedded")
                .tag("lane", name)
                .register(registry);
        timer = Timer.builder("lockstep.embedding.text")
                .description("Time to tokenise and embed one text, without waiting")
                .tag("lane", name)
                .register(registry);
        AtomicInteger threads = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                limits.threads(), limits.threads(), 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "embedding-" + name + "-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** What each text gives, in their order, on the caller's Vert.x context if there is one. */
    <T> Uni<List<T>> compute(List<String> texts, Function<String, T> work) {
        List<String> copy = List.copyOf(texts);
        return CallerContext.resume(Uni.createFrom().emitter(emitter -> begin(copy, work, emitter)));
    }

    /** Texts of admitted requests that are not yet embedded. */
    int waiting() {
        return waiting.get();
    }

    private <T> void begin(List<String> texts, Function<String, T> work, UniEmitter<? super List<T>> emitter) {
        if (texts.isEmpty()) {
            emitter.complete(List.of());
            return;
        }
        if (!admit(texts.size())) {
            emitter.fail(overloaded());
            return;
        }
        EmbeddingRequest<T> request = new EmbeddingRequest<>(texts, work, this, emitter);
        emitter.onTermination(request::cancel);
        request.start(limits.threads());
    }

    private synchronized boolean admit(int texts) {
        boolean room = requests.get() < limits.requests()
                && (requests.get() == 0 || waiting.get() + (long) texts <= limits.texts());
        if (room) {
            requests.incrementAndGet();
            waiting.addAndGet(texts);
        }
        return room;
    }

    private Overloaded overloaded() {
        return new Overloaded(
                ErrorCode.OVERLOADED,
                "The models have too much to read (" + name + ": " + requests + " requests, " + waiting
                        + " texts waiting). Nothing of this request was begun; try again later.",
                Map.of("max_requests", limits.requests(), "max_texts", limits.texts()));
    }

    <T> T timed(Supplier<T> work) {
        return timer.record(work);
    }

    /** Runs the task in turn. */
    void queue(Runnable task) {
        executor.execute(task);
    }

    /** That many texts of a request no longer wait: embedded, or given up. */
    void release(int texts) {
        waiting.addAndGet(-texts);
    }

    void leave() {
        requests.decrementAndGet();
    }

    static Unavailable closed(Throwable cause) {
        return new Unavailable(ErrorCode.EMBEDDING_UNAVAILABLE, "The embedding model is shutting down.", cause);
    }

    /** Lets what is being computed end, fails what waits. */
    @Override
    public void close() {
        List<Runnable> unbegun = executor.shutdownNow();
        unbegun.forEach(Runnable::run);
        // A lane of the next start in the same registry would otherwise find this one's counter behind its gauge.
        registry.remove(depth);
        registry.remove(timer);
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw closed(new IllegalStateException("a text is still being embedded after " + CLOSE_SECONDS + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closed(e);
        }
    }

    boolean isClosed() {
        return executor.isShutdown();
    }
}
