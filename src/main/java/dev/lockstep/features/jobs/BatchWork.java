package dev.lockstep.features.jobs;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.features.batch.BatchIngestion;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.stores.catalog.jobs.Jobs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Writes the lines of a batch, from the first one that is not counted. */
@ApplicationScoped
class BatchWork implements Work {

    private final Input input;
    private final BatchIngestion batches;
    private final LineWriters writers;
    private final LineLedgers ledgers;
    private final Jobs jobs;

    BatchWork(Input input, BatchIngestion batches, LineWriters writers, LineLedgers ledgers, Jobs jobs) {
        this.input = input;
        this.batches = batches;
        this.writers = writers;
        this.ledgers = ledgers;
        this.jobs = jobs;
    }

    @Override
    public Uni<Ending> carryOut(JobRun run) {
        return input.of(run.job()).chain(file -> count(run, file).chain(total -> begunBefore(run)
                .chain(begun -> write(run, file, begun))
                .map(counted -> ending(counted, total))));
    }

    private Uni<Long> count(JobRun run, SpooledFile file) {
        run.meter().enter(Step.COUNTING);
        return batches.count(file.path()).invoke(total -> {
            run.meter().enter(Step.WRITING);
            run.meter().set(run.job().lines().counted(), total);
        });
    }

    /** Of one that was cancelled and then interrupted, what was begun is done first: it may be stored already. */
    private Uni<Long> begunBefore(JobRun run) {
        return run.cancelled()
                ? jobs.lastLineBegun(run.job().tenant(), LineWriters.name(run.job()))
                : Uni.createFrom().item(0L);
    }

    private Uni<Job.Lines> write(JobRun run, SpooledFile file, long begun) {
        LineLedger ledger = ledgers.open(run);
        return batches.run(file.path(), run.job().lines().next(), writers.of(run, begun))
                .onItem()
                .transformToUniAndConcatenate(ledger::enter)
                .collect()
                .last()
                .chain(ledger::close);
    }

    private static Ending ending(Job.Lines counted, long total) {
        return counted.counted() == total
                ? Ending.succeeded(null)
                : Ending.failed(new Failure(
                        ErrorCode.INTERNAL_ERROR,
                        "the batch has " + total + " lines, but " + counted.counted() + " were counted",
                        Map.of("lines", total, "counted", counted.counted())));
    }
}
