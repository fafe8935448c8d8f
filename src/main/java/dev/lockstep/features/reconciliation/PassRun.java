package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.engine.claims.Claim;
import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One pass while it runs: its claim and its tally.
 *
 * <p>The lease spares double work and no more. Whatever a pass that lost its claim still does is right all the same: what
 * it removes can never be live again, and what it writes again was live when it asked. It is renewed between two pages,
 * where the tally is whole, and by no clock of its own.
 */
final class PassRun {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reconciliation");

    private static final int MOST_TROUBLES = 3;

    private final BackgroundPasses passes;
    private final UUID run;
    private final String name;
    private final ReconciliationSettings settings;
    private final Claim claim;
    private final Tally tally = new Tally();
    private final Map<String, Throwable> troubles = new LinkedHashMap<>();

    PassRun(BackgroundPasses passes, UUID run, String name, ReconciliationSettings settings) {
        this.passes = passes;
        this.run = run;
        this.name = name;
        this.settings = settings;
        this.claim = new Claim(
                name,
                settings.lease(),
                () -> passes.renew(run, name, settings.lease(), tally.progress()),
                "the pass was so slow that another process took it over");
    }

    String name() {
        return name;
    }

    Tally tally() {
        return tally;
    }

    /** Pauses between two pages: leaves the stores to others for a moment, and keeps the claim. */
    Uni<Void> breathe() {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(settings.pause())
                .chain(claim::renewIfDue);
    }

    /**
     * Works on one collection. One that can't be read or written does not keep the others waiting, and is left out for the
     * rest of the pass; after some of them, it is Qdrant that is in trouble.
     */
    Uni<Void> tolerating(String collection, Supplier<Uni<Void>> work) {
        return troubles.containsKey(collection)
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .deferred(work::get)
                        .onFailure(failure -> Again.of(failure).by(Retrier.PASS))
                        .recoverWithUni(trouble -> tolerate(collection, trouble));
    }

    private Uni<Void> tolerate(String collection, Throwable trouble) {
        troubles.put(collection, trouble);
        LOG.warnf("%s: collection %s is left out for now: %s", name, collection, PassTelemetry.describe(trouble));
        return troubles.size() < MOST_TROUBLES
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(trouble);
    }

    /** Fails when a collection had to be left out. */
    Uni<Void> untroubled() {
        return troubles.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(troubles.values().iterator().next());
    }

    Uni<Boolean> finish(String detail) {
        return passes.finish(run, name, tally.progress(), detail);
    }

    Uni<Boolean> fail(String detail) {
        return passes.fail(run, name, tally.progress(), detail);
    }
}
