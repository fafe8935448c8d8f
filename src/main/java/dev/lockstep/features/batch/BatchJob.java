package dev.lockstep.features.batch;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.engine.jobs.JobEnding;
import dev.lockstep.engine.jobs.JobHandler;
import dev.lockstep.engine.jobs.JobInput;
import dev.lockstep.engine.jobs.JobSettings;
import dev.lockstep.engine.jobs.JobStep;
import dev.lockstep.engine.jobs.RunningJob;
import dev.lockstep.platform.spool.SpooledFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Writes the lines of a batch, from the first one that is not counted. */
@ApplicationScoped
class BatchJob implements JobHandler {

    private final JobInput input;
    private final BatchIngestion batches;
    private final LineWriters writers;
    private final LineResults results;
    private final JobSettings settings;

    BatchJob(JobInput input, BatchIngestion batches, LineWriters writers, LineResults results, JobSettings settings) {
        this.input = input;
        this.batches = batches;
        this.writers = writers;
        this.results = results;
        this.settings = settings;
    }

    @Override
    public Kind kind() {
        return Kind.BATCH;
    }

    @Override
    public Uni<JobEnding> carryOut(RunningJob run) {
        return input.of(run.job()).chain(file -> count(run, file).chain(total -> writers.of(run)
                .chain(lines -> write(run, file, lines))
                .map(counted -> ending(counted, total))));
    }

    private Uni<Long> count(RunningJob run, SpooledFile file) {
        run.meter().enter(JobStep.COUNTING);
        return batches.count(file.path()).invoke(total -> {
            run.meter().enter(JobStep.WRITING);
            run.meter().set(run.job().lines().counted(), total);
        });
    }

    private Uni<Job.Lines> write(RunningJob run, SpooledFile file, LineStore lines) {
        LineLedger ledger = new LineLedger(run, results, settings);
        return batches.run(file.path(), run.job().lines().next(), lines)
                .onItem()
                .transformToUniAndConcatenate(ledger::enter)
                .collect()
                .last()
                .chain(ledger::close);
    }

    private static JobEnding ending(Job.Lines counted, long total) {
        return counted.counted() == total
                ? JobEnding.succeeded(null)
                : JobEnding.failed(new Failure(
                        ErrorCode.INTERNAL_ERROR,
                        "the batch has " + total + " lines, but " + counted.counted() + " were counted",
                        Map.of("lines", total, "counted", counted.counted())));
    }
}
