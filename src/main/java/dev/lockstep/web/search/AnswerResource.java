package dev.lockstep.web.search;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.answers.Answers;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.JsonEvents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Answers questions, with citations. */
@Path("/v1/knowledge-bases")
@Tag(name = "Answers")
public class AnswerResource {

    private final Answers answers;
    private final JsonEvents events;
    private final Callers callers;

    AnswerResource(Answers answers, JsonEvents events, Callers callers) {
        this.callers = callers;
        this.answers = answers;
        this.events = events;
    }

    @POST
    @Path("/{kb}/answers")
    @RolesAllowed(KeyScopes.SEARCH)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "answerQuestion",
            summary = "Answer a question from what is found, with citations",
            description =
                    "The configured chat model writes it from the best chunks; without one, or when it fails, their best"
                            + " sentences are quoted. With Accept: text/event-stream it comes while it is written: sources, then"
                            + " delta by delta, then done with the whole answer as here. After a reset it begins anew; an error"
                            + " that comes later than the first event is an event of its own, with a problem.")
    @APIResponse(
            responseCode = "200",
            description = "The answer, or the events of its making",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AnswerView.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "ServerSentEvents"))
            })
    @APIResponse(
            responseCode = "429",
            description = "Too many answers are under way: code overloaded, with Retry-After")
    @APIResponse(responseCode = "502", ref = "BadGateway")
    @APIResponse(
            responseCode = "409",
            description =
                    "The documents changed meanwhile, or the words of a knowledge base are not indexed: codes source_changed, lexical_unavailable")
    public Uni<AnswerView> answer(@RestPath String kb, AnswerBody body) {
        return answers.answer(callers.now(), Bodies.require(body).request(kb)).map(AnswerView::of);
    }

    @POST
    @Path("/{kb}/answers")
    @RolesAllowed(KeyScopes.SEARCH)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(@RestPath String kb, AnswerBody body, @Context Sse sse) {
        return new AnswerEvents(sse, events)
                .of(answers.stream(callers.now(), Bodies.require(body).request(kb)));
    }
}
