package dev.lockstep.web.evaluations;

import dev.lockstep.domain.Job;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.documents.Pace;
import dev.lockstep.features.evaluation.EvaluationRequest;
import dev.lockstep.features.evaluation.Evaluations;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.JobView;
import dev.lockstep.web.http.Prefer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Measures how well a knowledge base answers queries whose answers are known. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Evaluations")
public class EvaluationResource {

    private final RoutingContext request;
    private final Evaluations evaluations;
    private final Callers callers;

    EvaluationResource(RoutingContext request, Evaluations evaluations, Callers callers) {
        this.callers = callers;
        this.request = request;
        this.evaluations = evaluations;
    }

    @POST
    @Path("/{kb}/evaluations")
    @RolesAllowed(KeyScopes.MANAGE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "evaluateSearch",
            summary = "Measure how well judged queries are answered",
            description =
                    "Each query is asked as a search would ask it, grouped by document, in each mode. With Prefer:"
                            + " respond-async, and when there are many, it is done by a job whose result is the same.")
    @APIResponse(
            responseCode = "200",
            description = "The figures of each mode",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EvaluationView.class)))
    @APIResponse(
            responseCode = "202",
            description = "The job that it has become",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)),
            headers = {
                @Header(name = "Location", ref = "Location"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            })
    @APIResponse(
            responseCode = "409",
            description = "Another generation began to serve meanwhile: code knowledge_base_reembedded")
    @APIResponse(
            responseCode = "429",
            description = "Too many evaluations are under way: code overloaded, with Retry-After")
    @APIResponse(responseCode = "502", ref = "BadGateway")
    public Uni<RestResponse<Object>> evaluate(@RestPath String kb, EvaluationBody body) {
        EvaluationRequest asked = Bodies.require(body).request(kb);
        Pace pace = Prefer.pace(request.request().headers().getAll(Prefer.HEADER));
        boolean later =
                switch (pace) {
                    case ASYNC -> true;
                    case WAIT -> false;
                    case ANY -> evaluations.isLarge(asked);
                };
        return later
                ? evaluations.later(callers.now(), asked).map(job -> accepted(job, pace)
                        .toResponse())
                : evaluations.evaluate(callers.now(), asked).map(result -> Answer.ok(EvaluationView.of(result))
                        .toResponse());
    }

    private static Answer accepted(Job job, Pace pace) {
        Answer answer = JobView.accepted(job);
        return pace == Pace.ASYNC ? answer.with(Prefer.APPLIED, Prefer.RESPOND_ASYNC) : answer;
    }
}
