package dev.lockstep.features.documents;

import dev.lockstep.domain.IdempotencyKey;
import dev.lockstep.engine.idempotency.KeyedOutcome;
import dev.lockstep.engine.idempotency.KeyedWork;
import dev.lockstep.features.documents.DocumentOrder.Uploaded;
import dev.lockstep.features.documents.SubmissionResult.Deferred;
import dev.lockstep.features.documents.SubmissionResult.Stored;
import dev.lockstep.platform.spool.HeldFile;
import dev.lockstep.platform.spool.Spool;
import dev.lockstep.platform.spool.SpooledFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes documents in, however they come: as JSON, as a file, in a form or from the web.
 *
 * <pre>
 *  POST, PUT (JSON) ──> Read ───────────────────────────────┐
 *  POST, PUT (file) ──> Received ──> hold the file ─────────┤
 *  POST (form) ───────> Received ──> hold the file ─────────┼──> carried out before? ──yes──> Replayed
 *  POST (JSON, url) ──> OnTheWeb ───────────────────────────┘            │ no
 *                                                             fetch, and hold the file
 *                                                                        │
 *                               asked for, or of many bytes ──yes──> to a job, with its file ──> Deferred
 *                                                 │ no
 *                                    parse ──> of many chunks ──yes──> to a job, with its text ──> Deferred
 *                                                 │ no
 *                                               write ──> Stored                   the file goes, however it ends
 * </pre>
 *
 * <p>The key is looked up before anything is fetched or parsed. Mistakes that can be found at once are reported at
 * once: a draft is checked before it becomes a job. A file is removed here, unless a job has taken it.
 */
@ApplicationScoped
public class Intake {

    private final KeyedWork keyed;
    private final Fetches fetches;
    private final Spool spool;
    private final Deferral deferral;
    private final DirectWriting writing;

    Intake(KeyedWork keyed, Fetches fetches, Spool spool, Deferral deferral, DirectWriting writing) {
        this.keyed = keyed;
        this.fetches = fetches;
        this.spool = spool;
        this.deferral = deferral;
        this.writing = writing;
    }

    /** Takes a document in, and with it the responsibility for its file. */
    public Uni<KeyedOutcome<SubmissionResult>> submit(Submission submission) {
        Arrival document = submission.document();
        if (document instanceof Arrival.Received received) {
            return spool.hold(
                    received.file(), held -> once(submission, key -> file(submission, held, received.said(), key)));
        }
        if (document instanceof Arrival.OnTheWeb web) {
            return once(submission, key -> fetched(submission, web, key));
        }
        return once(submission, key -> draft(submission, (Arrival.Read) document, key));
    }

    private Uni<KeyedOutcome<SubmissionResult>> once(
            Submission submission, Function<@Nullable IdempotencyKey, Uni<SubmissionResult>> work) {
        return submission.key().chain(given -> {
            IdempotencyKey key = given.orElse(null);
            return keyed.request(submission.caller(), key, () -> work.apply(key));
        });
    }

    private Uni<SubmissionResult> draft(Submission submission, Arrival.Read read, @Nullable IdempotencyKey key) {
        return deferral.applies(submission.pace(), read.bytes())
                ? deferral.draft(submission, read.draft(), key).map(Deferred::new)
                : bySize(submission, read.draft(), key);
    }

    private Uni<SubmissionResult> bySize(Submission submission, DocumentDraft draft, @Nullable IdempotencyKey key) {
        return deferral.applies(submission, draft)
                .chain(large -> large
                        ? deferral.draft(submission, draft, key).map(Deferred::new)
                        : writing.draft(submission, draft, key).map(Stored::new));
    }

    private Uni<SubmissionResult> fetched(Submission submission, Arrival.OnTheWeb web, @Nullable IdempotencyKey key) {
        return fetches.fetch(web.url())
                .chain(found -> spool.hold(
                        found.content(),
                        held -> file(submission, held, web.said().apply(found), key)));
    }

    private Uni<SubmissionResult> file(
            Submission submission, HeldFile held, Uploaded said, @Nullable IdempotencyKey key) {
        SpooledFile file = held.file();
        return deferral.applies(submission.pace(), file.bytes())
                ? deferral.file(submission, held, said, key).map(Deferred::new)
                : writing.parsed(submission, file, said).chain(draft -> bySize(submission, draft, key));
    }
}
