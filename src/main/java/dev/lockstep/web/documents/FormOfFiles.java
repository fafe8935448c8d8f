package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.features.batch.InsertionOutcome;
import dev.lockstep.features.batch.SeveralFiles;
import dev.lockstep.features.batch.SeveralFiles.FilesSubmission;
import dev.lockstep.features.documents.DocumentOrder;
import dev.lockstep.features.documents.OnDuplicate;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Hands on a form: as one document, or as several, each of which gets its own answer. The response waits for all of
 * them.
 */
@ApplicationScoped
class FormOfFiles {

    private final DocumentUpload upload;
    private final Submissions submissions;
    private final SeveralFiles several;
    private final Idempotency idempotency;
    private final Outcomes outcomes;
    private final Callers callers;

    FormOfFiles(
            DocumentUpload upload,
            Submissions submissions,
            SeveralFiles several,
            Idempotency idempotency,
            Outcomes outcomes,
            Callers callers) {
        this.callers = callers;
        this.upload = upload;
        this.submissions = submissions;
        this.several = several;
        this.idempotency = idempotency;
        this.outcomes = outcomes;
    }

    /** The answer to a form with several files. */
    @Schema(name = "FileOutcomes")
    public record ResultsView(List<OutcomeView> results) {
        public ResultsView {
            results = List.copyOf(results);
        }
    }

    Uni<RestResponse<Object>> submit(String kb, ReceivedForm form) {
        if (form.files().isEmpty()) {
            throw BodyReceiver.noFile();
        }
        UploadWishes wishes = upload.wishes(form.fields());
        OnDuplicate onDuplicate = OnDuplicateBody.of(form.fields().get(OnDuplicateBody.NAME));
        if (form.files().size() == 1) {
            return submissions.submit(
                    kb,
                    DocumentOrder.insertion(onDuplicate),
                    wishes.received(form.files().get(0)),
                    Said.of(form));
        }
        requireNone(DocumentUpload.EXTERNAL_ID, wishes.externalId());
        requireNone(DocumentUpload.TITLE, wishes.title());
        return several.submit(new FilesSubmission(
                        callers.now(),
                        kb,
                        form.files().stream().map(wishes::received).toList(),
                        onDuplicate,
                        idempotency.key(Said.of(form))))
                .map(results -> answer(kb, form, results).toResponse());
    }

    private static void requireNone(String part, @Nullable String value) {
        if (value != null) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'" + part
                            + "' is for one document, but the form has several files: leave it out, or send each alone",
                    Map.of("property", part));
        }
    }

    private Answer answer(String kb, ReceivedForm form, List<InsertionOutcome> results) {
        return Answer.ok(new ResultsView(IntStream.range(0, results.size())
                .mapToObj(i -> outcomes.ofFile(kb, form.files().get(i).name(), results.get(i)))
                .toList()));
    }
}
