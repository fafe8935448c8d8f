package dev.lockstep.features.reconciliation;

import dev.lockstep.platform.reactive.Pages;
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

    // Unique for each start, for people who read the rows.
    private static final String OWNER = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    private final BackgroundPasses passes;
    private final Findings findings;
    private final LivePoints live;
    private final PassJournal journal;
    private final ReconciliationSettings settings;

    Passes(
            BackgroundPasses passes,
            Findings findings,
            LivePoints live,
            PassJournal journal,
            ReconciliationSettings settings) {
        this.passes = passes;
        this.findings = findings;
        this.live = live;
        this.journal = journal;
        this.settings = settings;
    }

    /** What a pass came to. */
    record Result(String name, Tally tally) {}

    /**
     * Claims all of the duties' passes and carries them out one after another.
     *
     * @param rest how long ago the last ones must have ended
     * @return their results; empty when another process has a claim, or the last ones ended just now
     */
    Uni<Optional<List<Result>>> run(List<Duty> duties, Order order, Duration rest) {
        UUID run = UUID.randomUUID();
        List<String> names = duties.stream().map(Duty::name).toList();
        return passes.claim(names, run, OWNER, settings.lease(), rest)
                .chain(ours -> ours
                        ? carryOut(run, duties, order).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<List<Result>> carryOut(UUID run, List<Duty> duties, Order order) {
        List<Result> results = new ArrayList<>();
        List<PassRun> runs = duties.stream()
                .map(duty -> new PassRun(passes, run, duty.name(), settings))
                .toList();
        return Pages.inTurn(duties, duty -> {
                    PassRun pass = runs.get(duties.indexOf(duty));
                    return carryOut(run, duty, order, pass)
                            .invoke(() -> results.add(new Result(pass.name(), pass.tally())));
                })
                // One that failed takes those along that would have followed.
                .onFailure()
                .call(failure -> Pages.inTurn(runs.subList(results.size(), runs.size()), pass -> pass.fail(
                                "not finished: " + PassJournal.describe(failure))
                        .replaceWithVoid()))
                .replaceWith(() -> List.copyOf(results));
    }

    private Uni<Void> carryOut(UUID run, Duty duty, Order order, PassRun pass) {
        long begun = System.nanoTime();
        return live.count(order.onlyScope())
                .invoke(pass.tally()::expect)
                .call(total -> passes.begin(run, duty.name(), total))
                .invoke(total -> journal.begun(duty.name(), order, total))
                .chain(() -> duty.carryOut(order, pass))
                .chain(pass::untroubled)
                .chain(() ->
                        findings.replace(duty.name(), order.only(), pass.tally().left()))
                .chain(() -> pass.finish(PassJournal.sentence(pass.tally())))
                .invoke(() -> journal.finished(duty.name(), order, pass.tally(), since(begun)))
                .onFailure()
                .invoke(failure -> journal.failed(duty.name(), pass.tally(), failure, since(begun)))
                .replaceWithVoid();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
