package dev.lockstep.features.documents;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.Write;
import dev.lockstep.engine.idempotency.OnceOnly;
import dev.lockstep.engine.jobs.JobEnding;
import dev.lockstep.engine.jobs.JobHandler;
import dev.lockstep.engine.jobs.RunningJob;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Stores one document, as the request would have done from which {@link Deferral} has made the job. */
@ApplicationScoped
class DocumentJob implements JobHandler {

    private final OnceOnly once;
    private final DraftInput drafts;
    private final Ingestion ingestion;
    private final DocumentFormat format;
    private final StoredWhole whole;

    DocumentJob(OnceOnly once, DraftInput drafts, Ingestion ingestion, DocumentFormat format, StoredWhole whole) {
        this.once = once;
        this.drafts = drafts;
        this.ingestion = ingestion;
        this.format = format;
        this.whole = whole;
    }

    @Override
    public Kind kind() {
        return Kind.DOCUMENT;
    }

    @Override
    public Uni<JobEnding> carryOut(RunningJob run) {
        Job job = run.job();
        return once.answer(job.caller(), OnceOnly.name(job), key -> write(run, key))
                .map(StoredResponse::body)
                .call(result -> whole.require(run, Objects.requireNonNull(result)))
                .map(JobEnding::succeeded);
    }

    private Uni<StoredResponse> write(RunningJob run, IdempotencyKey key) {
        Job job = run.job();
        DocumentOrder order = KeptJson.order(job.parameters());
        Write<DocumentReceipt> write =
                format.write(job.caller(), job.knowledgeBaseName(), key, new DocumentProgress(run));
        return run.unlessCancelled(drafts.of(run, order)
                        .chain(draft -> ingestion.carryOut(write, job.knowledgeBaseName(), order, draft)))
                .map(receipt -> format.answer(job.knowledgeBaseName(), receipt))
                .onFailure()
                .invoke(failure -> run.notStored())
                .onFailure(failure -> Races.isLost(order.onDuplicate(), failure))
                .transform(Races::again);
    }
}
