package dev.lockstep.models.rerank;

import dev.lockstep.models.embedding.ModelRefusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has the reranker, if one is configured. It is made at start-up, so that a fault of it is found at once. */
@Startup
@ApplicationScoped
public class Rerankers {

    private static final String PREFIX = "lockstep.rerank.";

    private final @Nullable Reranker reranker;
    private final int depth;
    private final Duration timeout;

    @Inject
    Rerankers(RerankSettings settings, Vertx vertx, MeterRegistry registry) {
        requirePositive(settings);
        reranker = configured(settings, vertx, registry);
        depth = settings.depth();
        timeout = settings.timeout();
    }

    private Rerankers(Reranker reranker, int depth, Duration timeout) {
        this.reranker = reranker;
        this.depth = depth;
        this.timeout = timeout;
    }

    /** Takes a reranker that is there already. */
    public static Rerankers of(Reranker reranker, int depth, Duration timeout) {
        return new Rerankers(reranker, depth, timeout);
    }

    /** The reranker; empty unless the settings name one. */
    public Optional<Reranker> configured() {
        return Optional.ofNullable(reranker);
    }

    /** The number of a search's best candidates to score. */
    public int depth() {
        return depth;
    }

    /** The time to wait for the scores. Whoever asks cancels then. */
    public Duration timeout() {
        return timeout;
    }

    private static void requirePositive(RerankSettings settings) {
        if (settings.depth() < 1) {
            throw ModelRefusal.because(
                    PREFIX + "depth", settings.depth(), "no candidate would be scored", "set at least 1");
        }
        if (settings.timeout().isNegative() || settings.timeout().isZero()) {
            throw ModelRefusal.because(
                    PREFIX + "timeout", settings.timeout(), "no score would come in time", "set at least 1ms");
        }
    }

    private static @Nullable Reranker configured(RerankSettings settings, Vertx vertx, MeterRegistry registry) {
        if (settings.url().isPresent()) {
            requireUnset(PREFIX + "model-path", settings.modelPath());
            requireUnset(PREFIX + "folder", settings.folder());
            return RemoteReranker.at(settings.url().get(), settings, vertx);
        }
        return settings.modelPath().isPresent() || settings.folder().isPresent()
                ? OnnxReranker.load(settings, registry)
                : null;
    }

    private static void requireUnset(String setting, Optional<String> value) {
        if (value.isPresent()) {
            throw ModelRefusal.because(setting, value.get(), PREFIX + "url is set too", "set only the one that scores");
        }
    }

    @PreDestroy
    void close() throws Exception {
        if (reranker instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
