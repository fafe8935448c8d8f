package dev.lockstep.web.documents;

import dev.lockstep.domain.Job;
import dev.lockstep.features.documents.Arrival;
import dev.lockstep.features.documents.DocumentOrder;
import dev.lockstep.features.documents.Intake;
import dev.lockstep.features.documents.Pace;
import dev.lockstep.features.documents.Submission;
import dev.lockstep.features.documents.SubmissionResult;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.JobView;
import dev.lockstep.web.http.Prefer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** Leads documents from HTTP to the {@link Intake}, and its results back. */
@ApplicationScoped
class Submissions {

    private final RoutingContext request;
    private final Idempotency idempotency;
    private final Intake intake;
    private final Callers callers;

    Submissions(RoutingContext request, Idempotency idempotency, Intake intake, Callers callers) {
        this.callers = callers;
        this.request = request;
        this.idempotency = idempotency;
        this.intake = intake;
    }

    /**
     * Submits a document and answers with what becomes of it.
     *
     * @param said what makes two requests the same one, beside their addresses and headers
     */
    Uni<RestResponse<Object>> submit(String kb, DocumentOrder order, Arrival document, Object said) {
        Submission submission = new Submission(callers.now(), kb, order, document, pace(), idempotency.key(said));
        return intake.submit(submission)
                .map(outcome -> Idempotency.response(
                        outcome, submitted -> answer(kb, submitted).toResponse()));
    }

    private Answer answer(String kb, SubmissionResult submitted) {
        return submitted instanceof SubmissionResult.Stored stored
                ? DocumentResource.answer(kb, stored.receipt())
                : accepted(((SubmissionResult.Deferred) submitted).job());
    }

    /** Returns the answer that is a job. */
    Answer accepted(Job job) {
        Answer answer = JobView.accepted(job);
        return pace() == Pace.ASYNC ? answer.with(Prefer.APPLIED, Prefer.RESPOND_ASYNC) : answer;
    }

    Pace pace() {
        return Prefer.pace(request.request().headers().getAll(Prefer.HEADER));
    }

    /** Returns the size of the body, as far as it is known before the body is read. */
    long announced() {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
