package dev.lockstep.features.documents;

import dev.lockstep.domain.Document;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.NotFound;
import dev.lockstep.engine.idempotency.EarlierFailure;
import dev.lockstep.engine.jobs.RunningJob;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares how many chunks are stored with how many should be. */
@ApplicationScoped
class StoredWhole {

    private final DocumentReader reader;

    StoredWhole(DocumentReader reader) {
        this.reader = reader;
    }

    /** @param result the document as it was written. One that was changed or deleted since can't be counted any more. */
    Uni<Void> require(RunningJob run, String result) {
        Job job = run.job();
        DocumentId written = new DocumentId(UUID.fromString(KeptJson.text(result, "id")));
        int version = KeptJson.number(result, "version");
        return reader.get(job.caller().readingAll(), job.knowledgeBaseName(), new DocumentRef.ById(written))
                .onFailure(NotFound.class)
                .recoverWithNull()
                .invoke(live -> {
                    if (live != null && live.version() == version) {
                        require(live, run.meter().chunks());
                    }
                })
                .replaceWithVoid();
    }

    /** @param made how many chunks this run has made; null when an earlier one has stored them, or they were there */
    static void require(Document live, @Nullable Long made) {
        boolean whole = live.chunksStored() == live.chunksExpected() && (made == null || made == live.chunksStored());
        if (!whole) {
            long expected = made == null ? live.chunksExpected() : made;
            throw new EarlierFailure(new Failure(
                    ErrorCode.CHUNKS_MISSING,
                    "the document was cut into " + expected + " chunks, but " + live.chunksStored()
                            + " are stored: send it again",
                    Map.of(
                            "document_id", live.id().toString(),
                            "chunks_expected", expected,
                            "chunks_stored", live.chunksStored())));
        }
    }
}
