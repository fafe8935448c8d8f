package dev.lockstep.features.documents;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.features.documents.DocumentOrder.Uploaded;
import dev.lockstep.platform.spool.SpooledFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Writes documents whose client waits for them. */
@ApplicationScoped
class DirectWriting {

    private final DraftReader drafts;
    private final Ingestion ingestion;
    private final DocumentFormat format;

    DirectWriting(DraftReader drafts, Ingestion ingestion, DocumentFormat format) {
        this.drafts = drafts;
        this.ingestion = ingestion;
        this.format = format;
    }

    Uni<DocumentReceipt> draft(Submission submission, DocumentDraft draft, @Nullable IdempotencyKey key) {
        String knowledgeBase = submission.knowledgeBase();
        return ingestion.carryOut(
                format.write(submission.caller(), knowledgeBase, key, WriteProgress.NONE),
                knowledgeBase,
                submission.order(),
                draft);
    }

    Uni<DocumentDraft> parsed(Submission submission, SpooledFile file, Uploaded said) {
        return drafts.parse(submission.caller().tenant(), submission.knowledgeBase(), file, said);
    }
}
