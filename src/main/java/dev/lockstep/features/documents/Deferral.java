package dev.lockstep.features.documents;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.engine.jobs.JobOrder;
import dev.lockstep.engine.jobs.JobQueue;
import dev.lockstep.engine.jobs.JobSettings;
import dev.lockstep.features.documents.DocumentOrder.Uploaded;
import dev.lockstep.platform.spool.HeldFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Makes jobs of documents when the client does not want to wait or would have to wait for long. {@link DocumentJob}
 * does them.
 */
@ApplicationScoped
class Deferral {

    /** Shorter texts, in characters, are not even looked at. */
    private static final int SURELY_SMALL = 10_000;

    private final Ingestion ingestion;
    private final DraftReader drafts;
    private final JobQueue jobs;
    private final long largeInput;
    private final int largeChunks;

    Deferral(Ingestion ingestion, DraftReader drafts, JobQueue jobs, JobSettings settings) {
        this.ingestion = ingestion;
        this.drafts = drafts;
        this.jobs = jobs;
        this.largeInput = settings.largeInput().asLongValue();
        this.largeChunks = settings.largeChunks();
    }

    boolean applies(Pace pace, long bytes) {
        return switch (pace) {
            case ASYNC -> true;
            case WAIT -> false;
            case ANY -> largeInput > 0 && bytes > largeInput;
        };
    }

    /** Tells the same of a document that was read: what takes long is not its bytes, but its chunks. */
    Uni<Boolean> applies(Submission submission, DocumentDraft draft) {
        return submission.pace() != Pace.ANY || largeChunks == 0 || draft.length() < SURELY_SMALL
                ? Uni.createFrom().item(false)
                : ingestion
                        .chunks(submission.caller(), submission.knowledgeBase(), draft)
                        .map(chunks -> chunks > largeChunks);
    }

    /**
     * Makes a job of a draft. A mistake that can be found at once is reported at once, as the document was read
     * already.
     */
    Uni<Job> draft(Submission submission, DocumentDraft draft, @Nullable IdempotencyKey key) {
        return ingestion
                .check(submission.caller(), submission.knowledgeBase(), draft)
                .chain(() -> drafts.keep(draft))
                .chain(file -> take(submission, submission.order(), file, key));
    }

    /** Makes a job of a file, which belongs to the job from here on. */
    Uni<Job> file(Submission submission, HeldFile held, Uploaded said, @Nullable IdempotencyKey key) {
        return drafts.keep(held)
                .chain(file -> take(submission, submission.order().with(said), file, key));
    }

    private Uni<Job> take(Submission submission, DocumentOrder order, String file, @Nullable IdempotencyKey key) {
        return jobs.take(
                submission.caller(),
                new JobOrder(submission.knowledgeBase(), Kind.DOCUMENT, KeptJson.write(order), file, key));
    }
}
