package dev.lockstep.features.batch;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.engine.idempotency.Replays;
import dev.lockstep.engine.jobs.JobOrder;
import dev.lockstep.engine.jobs.JobQueue;
import dev.lockstep.features.documents.Pace;
import dev.lockstep.platform.spool.HeldFile;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches in: a batch is the job that it has become before, or becomes a job, or is gone through while its client
 * waits. Whatever its size, it becomes a job only when the client asks for that: otherwise its answer is sent as it
 * goes.
 */
@ApplicationScoped
public class BatchIntake {

    private final Replays replays;
    private final JobQueue jobs;
    private final BatchIngestion batches;
    private final Spool spool;

    BatchIntake(Replays replays, JobQueue jobs, BatchIngestion batches, Spool spool) {
        this.replays = replays;
        this.jobs = jobs;
        this.batches = batches;
        this.spool = spool;
    }

    /** A file of documents that comes in. */
    public record BatchSubmission(
            Caller caller, String knowledgeBase, SpooledFile file, Pace pace, Uni<Optional<IdempotencyKey>> key) {}

    /** The result of taking a batch in. */
    public sealed interface Taken {

        /** The batch has become this job. */
        record AsJob(Job job) implements Taken {}

        /** The lines are stored as their results are asked for. */
        record AtOnce(Multi<LineResult> results) implements Taken {}
    }

    /** Takes a batch in, and with it the responsibility for its file. */
    public Uni<Taken> submit(BatchSubmission batch) {
        return spool.hold(
                batch.file(),
                held -> batch.key().map(given -> given.orElse(null)).chain(key -> taken(batch, held, key)));
    }

    private Uni<Taken> taken(BatchSubmission batch, HeldFile held, @Nullable IdempotencyKey key) {
        return replays.job(batch.caller(), key).chain(earlier -> {
            if (earlier.isPresent()) {
                return Uni.createFrom().item(new Taken.AsJob(earlier.get()));
            }
            return batch.pace() == Pace.ASYNC
                    ? deferred(batch, held, key)
                    : Uni.createFrom().item(() -> new Taken.AtOnce(results(batch, held.handOver(), key)));
        });
    }

    private Uni<Taken> deferred(BatchSubmission batch, HeldFile held, @Nullable IdempotencyKey key) {
        return spool.keep(held)
                .chain(file ->
                        jobs.take(batch.caller(), new JobOrder(batch.knowledgeBase(), Kind.BATCH, "{}", file, key)))
                .map(Taken.AsJob::new);
    }

    /** Stores the lines while the client waits. Each line is a write of its own, and so has a key of its own. */
    private Multi<LineResult> results(BatchSubmission batch, SpooledFile file, @Nullable IdempotencyKey key) {
        LineKeys keys = key == null ? LineKeys.NONE : key::ofPart;
        return batches.run(batch.caller(), batch.knowledgeBase(), file.path(), 1, keys)
                .onTermination()
                .call(() -> spool.remove(file.name()));
    }
}
