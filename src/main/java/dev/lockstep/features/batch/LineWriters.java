package dev.lockstep.features.batch;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.idempotency.EarlierFailure;
import dev.lockstep.engine.idempotency.OnceOnly;
import dev.lockstep.engine.jobs.RunningJob;
import dev.lockstep.features.documents.DocumentFormat;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.Races;
import dev.lockstep.stores.catalog.jobs.Jobs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Makes what stores the lines of batch jobs, each line once. */
@ApplicationScoped
class LineWriters {

    private static final InsertionOutcome NOT_BEGUN = new InsertionOutcome.Failed(
            new Failure(ErrorCode.JOB_CANCELLED, "the job was cancelled before this line was begun", Map.of()));

    private final OnceOnly once;
    private final Insertions insertions;
    private final DocumentFormat format;
    private final Jobs jobs;

    LineWriters(OnceOnly once, Insertions insertions, DocumentFormat format, Jobs jobs) {
        this.once = once;
        this.insertions = insertions;
        this.format = format;
        this.jobs = jobs;
    }

    /** Returns what the names of all lines of a job begin with. */
    private static String name(Job job) {
        return OnceOnly.name(job) + " ";
    }

    /** Returns what one run stores the lines of its job with. */
    Uni<LineStore> of(RunningJob run) {
        return begunBefore(run).map(begun -> {
            Begun lines = new Begun(run, begun);
            return (line, document) -> lines.mayBegin(line)
                    ? store(run, line, document)
                    : Uni.createFrom().item(NOT_BEGUN);
        });
    }

    /**
     * Returns the last line that was begun before. When a job was cancelled and then interrupted, its begun lines are
     * done first: they may be stored already.
     */
    private Uni<Long> begunBefore(RunningJob run) {
        return run.cancelled()
                ? jobs.lastLineBegun(run.job().caller(), name(run.job()))
                : Uni.createFrom().item(0L);
    }

    /**
     * Decides which lines may begin: when a job is cancelled, all lines up to the last that was begun are done, and
     * none after it.
     */
    private static final class Begun {

        private final RunningJob run;
        private long last;

        private Begun(RunningJob run, long last) {
            this.run = run;
            this.last = last;
        }

        private synchronized boolean mayBegin(long line) {
            if (run.cancelled() && line > last) {
                return false;
            }
            last = Math.max(last, line);
            return true;
        }
    }

    private Uni<InsertionOutcome> store(RunningJob run, long line, Uni<DocumentInsertion> document) {
        Job job = run.job();
        return once.answer(
                        job.caller(), name(job) + line, key -> document.chain(insertion -> write(run, key, insertion)))
                .<InsertionOutcome>map(InsertionOutcome.Replayed::new)
                .onFailure()
                .recoverWithItem(failure -> new InsertionOutcome.Failed(EarlierFailure.failure(failure)));
    }

    private Uni<StoredResponse> write(RunningJob run, IdempotencyKey key, DocumentInsertion insertion) {
        Job job = run.job();
        Write<DocumentReceipt> write = format.write(job.caller(), job.knowledgeBaseName(), key, new LineProgress(run));
        return insertions
                .patiently(write, job.knowledgeBaseName(), insertion)
                .map(receipt -> format.answer(job.knowledgeBaseName(), receipt))
                .onFailure(failure -> Races.isLost(insertion.onDuplicate(), failure))
                .transform(Races::again);
    }
}
