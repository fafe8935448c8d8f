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

    private final Ingestion ingestion;
    private final DraftReader drafts;
    private final JobQueue jobs;
    private final long largeInput;

    Deferral(Ingestion ingestion, DraftReader drafts, JobQueue jobs, JobSettings settings) {
        this.ingestion = ingestion;
        this.drafts = drafts;
        this.jobs = jobs;
        this.largeInput = settings.largeInput().asLongValue();
    }

    boolean applies(Pace pace, long bytes) {
        return switch (pace) {
            case ASYNC -> true;
            case WAIT -> false;
            case ANY -> largeInput > 0 && bytes > largeInput;
        };
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
        return take(submission, submission.order().with(said), held.handOver().name(), key);
    }

    private Uni<Job> take(Submission submission, DocumentOrder order, String file, @Nullable IdempotencyKey key) {
        return jobs.take(
                submission.caller(),
                new JobOrder(submission.knowledgeBase(), Kind.DOCUMENT, KeptJson.write(order), file, key));
    }
}
