package dev.lockstep.features.jobs;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.domain.Write;
import dev.lockstep.features.batch.DocumentFormat;
import dev.lockstep.features.documents.DocumentDraft;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DocumentReceipt;
import dev.lockstep.features.documents.Ingestion;
import dev.lockstep.features.documents.Precondition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Stores one document, as the request would have done it. */
@ApplicationScoped
class DocumentWork implements Work {

    private final OnceOnly once;
    private final DraftInput drafts;
    private final Ingestion ingestion;
    private final DocumentFormat format;
    private final StoredWhole whole;

    DocumentWork(OnceOnly once, DraftInput drafts, Ingestion ingestion, DocumentFormat format, StoredWhole whole) {
        this.once = once;
        this.drafts = drafts;
        this.ingestion = ingestion;
        this.format = format;
        this.whole = whole;
    }

    @Override
    public Uni<Ending> carryOut(JobRun run) {
        Job job = run.job();
        return once.answer(job.tenant(), OnceOnly.name(job), key -> write(run, key))
                .map(StoredResponse::body)
                .call(result -> whole.require(run, Objects.requireNonNull(result)))
                .map(Ending::succeeded);
    }

    private Uni<StoredResponse> write(JobRun run, IdempotencyKey key) {
        Job job = run.job();
        DocumentOrder order = JobJson.order(job.parameters());
        return run.unlessCancelled(drafts.of(run, order).chain(draft -> write(order, draft, job, writeOf(run, key))))
                .map(receipt -> format.answer(job.knowledgeBaseName(), receipt))
                .onFailure()
                .invoke(failure -> run.notStored())
                .onFailure(failure -> Races.isLost(order.onDuplicate(), failure))
                .transform(Races::again);
    }

    private Write<DocumentReceipt> writeOf(JobRun run, IdempotencyKey key) {
        Job job = run.job();
        return new Write<>(
                job.tenant(),
                new Write.Once<>(key, receipt -> format.answer(job.knowledgeBaseName(), receipt)),
                new DocumentProgress(run));
    }

    private Uni<DocumentReceipt> write(
            DocumentOrder order, DocumentDraft draft, Job job, Write<DocumentReceipt> write) {
        return order.target() == null
                ? ingestion.insert(write, job.knowledgeBaseName(), new DocumentInsertion(draft, order.onDuplicate()))
                : ingestion.put(
                        write,
                        job.knowledgeBaseName(),
                        Targets.ref(order.target()),
                        draft,
                        Objects.requireNonNullElse(order.precondition(), Precondition.NONE));
    }
}
