package dev.lockstep.features.batch;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.features.documents.Arrival;
import dev.lockstep.features.documents.DocumentInsertion;
import dev.lockstep.features.documents.DraftReader;
import dev.lockstep.features.documents.OnDuplicate;
import dev.lockstep.platform.spool.Spool;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes several files of one request in: one after the other, each as if it had been sent alone, and all are waited
 * for.
 */
@ApplicationScoped
public class SeveralFiles {

    private final Insertions insertions;
    private final DraftReader drafts;
    private final Spool spool;

    SeveralFiles(Insertions insertions, DraftReader drafts, Spool spool) {
        this.insertions = insertions;
        this.drafts = drafts;
        this.spool = spool;
    }

    /** Files that come in together, with what the request says of all of them. */
    public record FilesSubmission(
            Caller caller,
            String knowledgeBase,
            List<Arrival.Received> files,
            @Nullable OnDuplicate onDuplicate,
            Uni<Optional<IdempotencyKey>> key) {

        public FilesSubmission {
            files = List.copyOf(files);
        }
    }

    /** Stores the files, and returns their outcomes in order. It takes over the responsibility for the files. */
    public Uni<List<InsertionOutcome>> submit(FilesSubmission submission) {
        Supplier<Uni<List<InsertionOutcome>>> all =
                () -> submission.key().map(given -> given.orElse(null)).chain(key -> insert(submission, key));
        for (Arrival.Received file : submission.files()) {
            Supplier<Uni<List<InsertionOutcome>>> inner = all;
            all = () -> spool.use(file.file(), inner);
        }
        return all.get();
    }

    private Uni<List<InsertionOutcome>> insert(FilesSubmission submission, @Nullable IdempotencyKey key) {
        return Multi.createFrom()
                .range(0, submission.files().size())
                .onItem()
                .transformToUniAndConcatenate(ordinal ->
                        insert(submission, submission.files().get(ordinal), key == null ? null : key.ofPart(ordinal)))
                .collect()
                .asList();
    }

    private Uni<InsertionOutcome> insert(
            FilesSubmission submission, Arrival.Received file, @Nullable IdempotencyKey key) {
        Uni<DocumentInsertion> document = drafts.parse(
                        submission.caller().tenant(), submission.knowledgeBase(), file.file(), file.said())
                .map(draft -> new DocumentInsertion(draft, submission.onDuplicate()));
        return insertions.insert(submission.caller(), submission.knowledgeBase(), document, key);
    }
}
