package dev.lockstep.web.transactions;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.transactions.TransactionHistory;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.EventStreams;
import dev.lockstep.web.http.JsonEvents;
import dev.lockstep.web.transactions.TransactionView.TransitionView;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Streams the transitions of units of work as they happen, as server-sent events. */
@Path("/v1/transactions")
@Tag(name = "Transactions")
public class TransactionEvents {

    /** Something is sent this often, so that proxies and clients do not take the silence for an end. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final TransactionHistory history;
    private final JsonEvents events;
    private final EventStreams streams;
    private final Callers callers;

    TransactionEvents(TransactionHistory history, JsonEvents events, EventStreams streams, Callers callers) {
        this.history = history;
        this.events = events;
        this.streams = streams;
        this.callers = callers;
    }

    @GET
    @Path("/events")
    @RolesAllowed(KeyScopes.READ)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "followTransactions",
            summary = "Follow the transitions of all transactions",
            description =
                    "From now on, of all processes on these stores. A client that reads too slowly loses some; what"
                            + " counts is the transaction itself.")
    @APIResponse(
            responseCode = "200",
            description = "Events 'transition', each with a Transition as its data",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "ServerSentEvents")))
    public Multi<OutboundSseEvent> events(@Context Sse sse) {
        Multi<OutboundSseEvent> beats = Multi.createFrom()
                .ticks()
                .startingAfter(Duration.ofMillis(1))
                .every(HEARTBEAT)
                .onOverflow()
                .drop()
                .map(beat -> sse.newEventBuilder()
                        .comment(beat == 0 ? "listening" : "still listening")
                        .build());
        Multi<OutboundSseEvent> transitions = history.transitions(callers.now())
                .map(TransitionView::of)
                .map(view -> events.event(sse, "transition", view)
                        .id(view.id() + ":" + view.state())
                        .build());
        return streams.admit(Multi.createBy().merging().streams(beats, transitions));
    }
}
