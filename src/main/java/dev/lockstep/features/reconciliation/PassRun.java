package dev.lockstep.features.reconciliation;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One pass while it runs: its claim and its tally.
 *
 * <p>The lease spares double work and no more. Whatever a pass that lost its claim still does is right all the same: what
 * it removes can never be live again, and what it writes again was live when it asked.
 */
final class PassRun {

    /** Telling the progress more often would be of no use to anyone. */
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger("dev.lockstep.features.reconciliation");

    private static final int MOST_TROUBLES = 3;

    private final BackgroundPasses passes;
    private final UUID run;
    private final String name;
    private final ReconciliationSettings settings;
    private final Tally tally = new Tally();
    private final Map<String, Throwable> troubles = new LinkedHashMap<>();

    private long toldAt = System.nanoTime();

    PassRun(BackgroundPasses passes, UUID run, String name, ReconciliationSettings settings) {
        this.passes = passes;
        this.run = run;
        this.name = name;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    Tally tally() {
        return tally;
    }

    /** Between two pages: leaves the stores to others for a moment, and keeps the claim. */
    Uni<Void> breathe() {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(settings.pause())
                .chain(() -> due() ? renew() : Uni.createFrom().voidItem());
    }

    private boolean due() {
        long shortest = Math.min(TELL_EVERY.toNanos(), settings.lease().toNanos() / 4);
        return System.nanoTime() - toldAt >= shortest;
    }

    private Uni<Void> renew() {
        toldAt = System.nanoTime();
        return passes.renew(run, name, settings.lease(), tally.progress())
                .invoke(ours -> {
                    if (!ours) {
                        throw new Conflict(
                                ErrorCode.LEASE_LOST, "the pass was so slow that another process took it over");
                    }
                })
                .replaceWithVoid();
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
        LOG.warnf("%s: collection %s is left out for now: %s", name, collection, PassJournal.describe(trouble));
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
