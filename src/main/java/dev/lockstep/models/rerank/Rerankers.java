package dev.lockstep.models.rerank;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.lockstep.models.embedding.ModelRefusal;
import dev.lockstep.models.provided.Choice;
import dev.lockstep.models.provided.ModelKind;
import dev.lockstep.models.provided.Provided;
import dev.lockstep.models.provided.ProvidedModels;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
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
    Rerankers(RerankSettings settings, ProvidedModels provided, Vertx vertx, MeterRegistry registry) {
        this(settings, provided.scoring(), vertx, registry);
    }

    Rerankers(RerankSettings settings, List<Provided<ScoringModel>> provided, Vertx vertx, MeterRegistry registry) {
        requirePositive(settings);
        reranker = configured(settings, vertx, registry)
                .or(() -> Choice.of(provided, ModelKind.SCORING, PREFIX + "model", settings.model())
                        .map(model -> new ProvidedReranker(model, settings, registry)))
                .orElse(null);
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

    private static Optional<Reranker> configured(RerankSettings settings, Vertx vertx, MeterRegistry registry) {
        if (settings.url().isPresent()) {
            requireUnset(PREFIX + "model-path", settings.modelPath());
            requireUnset(PREFIX + "folder", settings.folder());
            return Optional.of(RemoteReranker.at(settings.url().get(), settings, vertx));
        }
        return settings.modelPath().isPresent() || settings.folder().isPresent()
                ? Optional.of(OnnxReranker.load(settings, registry))
                : Optional.empty();
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
