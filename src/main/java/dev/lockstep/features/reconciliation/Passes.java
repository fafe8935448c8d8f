package dev.lockstep.features.reconciliation;

import dev.lockstep.engine.claims.Owner;
import dev.lockstep.platform.reactive.Paging;
import dev.lockstep.stores.catalog.reconciliation.BackgroundPasses;
import dev.lockstep.stores.catalog.reconciliation.Findings;
import dev.lockstep.stores.catalog.reconciliation.LivePoints;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs passes, each in one process at a time. Start reading at {@link #run}.
 *
 * <p>Several processes on the same stores share the work by the rows of {@code background_pass}. What a dead one left is
 * claimed when its lease has run out, and begun anew: a pass keeps no state that would be worth going on from.
 */
@ApplicationScoped
class Passes {

    private final BackgroundPasses passes;
    private final Findings findings;
    private final LivePoints live;
    private final PassTelemetry telemetry;
    private final ReconciliationSettings settings;
    private final Owner owner;

    Passes(
            BackgroundPasses passes,
            Findings findings,
            LivePoints live,
            PassTelemetry telemetry,
            ReconciliationSettings settings,
            Owner owner) {
        this.passes = passes;
        this.findings = findings;
        this.live = live;
        this.telemetry = telemetry;
        this.settings = settings;
        this.owner = owner;
    }

    /** The result of a pass. */
    record Result(String name, Tally tally) {}

    /**
     * Claims all of these passes and carries them out one after another.
     *
     * @param rest how long ago the last ones must have ended
     * @return their results; empty when another process has a claim, or the last ones ended just now
     */
    Uni<Optional<List<Result>>> run(List<Pass> chosen, Order order, Duration rest) {
        UUID run = UUID.randomUUID();
        List<String> names = chosen.stream().map(Pass::name).toList();
        return passes.claim(names, run, owner.name(), settings.lease(), rest)
                .chain(ours -> ours
                        ? carryOut(run, chosen, order).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<List<Result>> carryOut(UUID run, List<Pass> chosen, Order order) {
        List<Result> results = new ArrayList<>();
        List<PassRun> runs = chosen.stream()
                .map(pass -> new PassRun(passes, run, pass.name(), settings))
                .toList();
        return Paging.inTurn(chosen, pass -> {
                    PassRun current = runs.get(chosen.indexOf(pass));
                    return carryOut(run, pass, order, current)
                            .invoke(() -> results.add(new Result(pass.name(), current.tally())));
                })
                // A pass that failed also ends those that would have followed.
                .onFailure()
                .call(failure -> Paging.inTurn(runs.subList(results.size(), runs.size()), pass -> pass.fail(
                                "not finished: " + PassTelemetry.describe(failure))
                        .replaceWithVoid()))
                .replaceWith(() -> List.copyOf(results));
    }

    private Uni<Void> carryOut(UUID run, Pass pass, Order order, PassRun current) {
        long begun = System.nanoTime();
        return live.count(order.onlyScope())
                .invoke(current.tally()::expect)
                .call(total -> passes.begin(run, pass.name(), total))
                .invoke(total -> telemetry.begun(pass.name(), order, total))
                .chain(() -> pass.carryOut(order, current))
                .chain(current::untroubled)
                .chain(() -> findings.replace(
                        pass.name(), order.only(), current.tally().left()))
                .chain(() -> current.finish(PassTelemetry.sentence(current.tally())))
                .invoke(() -> telemetry.finished(pass.name(), order, current.tally(), since(begun)))
                .onFailure()
                .invoke(failure -> telemetry.failed(pass.name(), current.tally(), failure, since(begun)))
                .replaceWithVoid();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
