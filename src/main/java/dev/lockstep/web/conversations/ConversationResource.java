package dev.lockstep.web.conversations;

import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ConversationId;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Write;
import dev.lockstep.features.conversations.ConversationDraft;
import dev.lockstep.features.conversations.ConversationService;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.Page;
import dev.lockstep.web.http.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Makes, lists and deletes conversations, which are messages in order. */
@Path("/v1/conversations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations")
public class ConversationResource {

    private final ConversationService service;
    private final Idempotency idempotency;
    private final Callers callers;

    ConversationResource(ConversationService service, Idempotency idempotency, Callers callers) {
        this.callers = callers;
        this.service = service;
        this.idempotency = idempotency;
    }

    @POST
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createConversation",
            summary = "Make a conversation",
            description = "Empty; an empty object will do.")
    @APIResponse(
            responseCode = "201",
            description = "Made; ready for messages",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConversationView.class)),
            headers = {@Header(name = "Location", ref = "Location")})
    public Uni<RestResponse<Object>> create(ConversationBody body) {
        ConversationDraft draft = Bodies.require(body).draft();
        return idempotency.once(
                draft,
                (Write<Conversation> write) -> service.create(write, draft),
                made -> Answer.created(
                        UriBuilder.fromPath("/v1/conversations/{id}").build(made.id()), ConversationView.of(made)));
    }

    @GET
    @RolesAllowed(KeyScopes.READ)
    @Operation(
            operationId = "listConversations",
            summary = "List conversations, in the order they were made",
            description = "A page of them; next_cursor leads to the next one.")
    public Uni<Page<ConversationView>> list(@RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        return service.page(callers.now(), ConversationPath.after(cursor), size + 1)
                .map(found -> Page.of(
                        found, size, ConversationView::of, Cursor.CONVERSATIONS, conversation -> conversation.id()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({KeyScopes.READ, KeyScopes.INGEST})
    @Operation(
            operationId = "getConversation",
            summary = "Read a conversation: all but its messages",
            description = "With the number of its messages, which have a listing of their own.")
    @APIResponse(responseCode = "404", description = "It is not there: code conversation_not_found")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConversationView.class)))
    public Uni<ConversationView> get(@RestPath String id) {
        return service.get(callers.now(), ConversationPath.id(id)).map(ConversationView::of);
    }

    @DELETE
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, Problems.JSON})
    @RolesAllowed(KeyScopes.INGEST)
    @Operation(
            operationId = "deleteConversation",
            summary = "Delete a conversation with all its messages",
            description = "Everything is invisible at once; rows and vectors are removed in the background.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<RestResponse<Object>> delete(@RestPath String id) {
        ConversationId conversation = ConversationPath.id(id);
        return idempotency.once(
                null, (Write<Void> write) -> service.delete(write, conversation), deleted -> Answer.noContent());
    }
}
