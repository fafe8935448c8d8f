package dev.lockstep.engine.livesearch;

import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The threads that scan snapshots of the write buffer which would keep an event loop busy: as many at a time as there
 * are processors, because more would only slow each other down. Those that wait are bounded by the searches that are
 * admitted.
 */
@ApplicationScoped
class ScanThreads {

    /**
     * The number of points that are scanned at once, without another thread. They take a tenth of a millisecond, and a
     * millisecond once when they are laid out: about what the way to another thread and back can cost.
     */
    private static final int SCANNED_AT_ONCE = 200;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), scan -> {
                Thread thread = new Thread(scan, "lockstep-scan");
                thread.setDaemon(true);
                return thread;
            });

    /** @param points how many are scanned */
    <T> Uni<T> run(int points, Supplier<T> scan) {
        return points <= SCANNED_AT_ONCE
                ? Uni.createFrom().item(scan)
                : CallerContext.resume(Uni.createFrom().item(scan).runSubscriptionOn(threads));
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
