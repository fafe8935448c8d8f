package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.Generation;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.engine.claims.Backoff;
import dev.lockstep.engine.claims.Owner;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.stores.catalog.knowledgebases.GenerationClaims;
import dev.lockstep.stores.catalog.knowledgebases.GenerationRecord;
import dev.lockstep.stores.catalog.knowledgebases.Generations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Builds generations that are to be built, a few side by side in this process. Processes share the work by the claims;
 * what a dead one left is claimed when its lease has run out, and continued.
 */
@ApplicationScoped
class Builders implements Duty {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reembedding");

    private static final int MOST_DOUBLINGS = 6;

    private final GenerationClaims claims;
    private final Generations generations;
    private final Construction construction;
    private final ReembedSettings settings;
    private final Owner owner;
    private final Backoff backoff;

    Builders(
            GenerationClaims claims,
            Generations generations,
            Construction construction,
            ReembedSettings settings,
            Owner owner) {
        this.claims = claims;
        this.generations = generations;
        this.construction = construction;
        this.settings = settings;
        this.owner = owner;
        this.backoff = Backoff.of(settings.retryPause(), MOST_DOUBLINGS);
    }

    @Override
    public String name() {
        return "reembed";
    }

    @Override
    public String purpose() {
        return "Builds generations of knowledge bases that are to be embedded anew, and lets them serve.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.interval(), "lockstep.reembed.interval")
                .beginningAfter(settings.interval())
                .concurrently(settings.knowledgeBasesAtOnce());
    }

    @Override
    public Uni<Void> round() {
        UUID run = UUID.randomUUID();
        return claims.claim(run, owner.name(), settings.lease())
                .chain(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : begin(run, claimed.get())
                                .chain(this::carryOut)
                                .onFailure()
                                .recoverWithUni(failure -> release(run, claimed.get(), failure)));
    }

    private Uni<BuildRun> begin(UUID run, GenerationRecord claimed) {
        Generation building = claimed.generation();
        LOG.infof("building generation %d of knowledge base %s", building.number(), building.knowledgeBase());
        return generations
                .all(building.knowledgeBase())
                .map(all -> new BuildRun(claims, run, building, serving(all), settings.lease()));
    }

    private static Generation serving(List<GenerationRecord> all) {
        return all.stream()
                .map(GenerationRecord::generation)
                .filter(generation -> generation.state() == Generation.State.LIVE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the knowledge base is gone"));
    }

    private Uni<Void> carryOut(BuildRun run) {
        run.begin();
        return construction
                .build(run)
                .onTermination()
                .invoke(run::close)
                .onItem()
                .invoke(() -> LOG.infof(
                        "generation %d of knowledge base %s serves now",
                        run.generation().number(), run.generation().knowledgeBase()));
    }

    /** Releases a building that failed. One that was refused is not tried again, as it would be refused again. */
    private Uni<Void> release(UUID run, GenerationRecord claimed, Throwable failure) {
        Generation building = claimed.generation();
        int most = Again.of(failure).by(Retrier.BUILDING) ? settings.maxAttempts() : 1;
        LOG.warnf(
                "building generation %d of knowledge base %s failed: %s",
                building.number(), building.knowledgeBase(), failure.getMessage());
        return claims.release(
                        run,
                        describe(failure),
                        most,
                        backoff.doubled(claimed.progress().attempts()))
                .replaceWithVoid();
    }

    private static String describe(Throwable failure) {
        return failure instanceof KnowledgeException known
                ? known.code().wireName() + ": " + known.getMessage()
                : failure.toString();
    }
}
