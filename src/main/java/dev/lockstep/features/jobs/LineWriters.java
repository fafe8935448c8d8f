package dev.lockstep.features.jobs;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.Write;
import dev.lockstep.features.batch.DocumentFormat;
import dev.lockstep.features.batch.Insertions;
import dev.lockstep.features.batch.LineStore;
import dev.lockstep.features.batch.Outcome;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Store the lines of batches, each once. */
@ApplicationScoped
class LineWriters {

    private static final Outcome NOT_BEGUN = new Outcome.Failed(
            new Failure(ErrorCode.JOB_CANCELLED, "the job was cancelled before this line was begun", Map.of()));

    private final OnceOnly once;
    private final Insertions insertions;
    private final DocumentFormat format;

    LineWriters(OnceOnly once, Insertions insertions, DocumentFormat format) {
        this.once = once;
        this.insertions = insertions;
        this.format = format;
    }

    /** What the names of all lines of a job begin with. */
    static String name(Job job) {
        return OnceOnly.name(job) + " ";
    }

    /** @param begun up to which line an earlier run has come; they are done even if the job is cancelled */
    LineStore of(JobRun run, long begun) {
        Begun lines = new Begun(run, begun);
        return (line, document) -> lines.mayBegin(line)
                ? store(run, line, document)
                : Uni.createFrom().item(NOT_BEGUN);
    }

    /** Of a job that is cancelled all lines up to the last that was begun are done, and none after it. */
    private static final class Begun {

        private final JobRun run;
        private long last;

        private Begun(JobRun run, long last) {
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

    private Uni<Outcome> store(JobRun run, long line, Uni<DocumentInsertion> document) {
        Job job = run.job();
        return once.answer(
                        job.tenant(), name(job) + line, key -> document.chain(insertion -> write(run, key, insertion)))
                .<Outcome>map(Outcome.Replayed::new)
                .onFailure()
                .recoverWithItem(failure -> new Outcome.Failed(Unsuccessful.failure(failure)));
    }

    private Uni<StoredResponse> write(JobRun run, IdempotencyKey key, DocumentInsertion insertion) {
        Job job = run.job();
        Write.Once<DocumentReceipt> storing =
                new Write.Once<>(key, receipt -> format.answer(job.knowledgeBaseName(), receipt));
        return insertions
                .patiently(
                        new Write<>(job.tenant(), storing, new LineProgress(run)), job.knowledgeBaseName(), insertion)
                .map(receipt -> format.answer(job.knowledgeBaseName(), receipt))
                .onFailure(failure -> Races.isLost(insertion.onDuplicate(), failure))
                .transform(Races::again);
    }
}
