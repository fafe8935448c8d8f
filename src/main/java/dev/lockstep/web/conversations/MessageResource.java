package dev.lockstep.web.conversations;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Message;
import dev.lockstep.domain.Write;
import dev.lockstep.features.conversations.ConversationService;
import dev.lockstep.features.conversations.MessageAppender;
import dev.lockstep.features.conversations.MessageOperation;
import dev.lockstep.features.conversations.Recall;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import dev.lockstep.web.http.Idempotency;
import dev.lockstep.web.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Appends, lists and recalls the messages of a conversation. Every recall finds what an append has answered. */
@Path("/v1/conversations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations")
public class MessageResource {

    private final ConversationService service;
    private final MessageAppender appender;
    private final Recall recall;
    private final Idempotency idempotency;
    private final Callers callers;

    MessageResource(
            ConversationService service,
            MessageAppender appender,
            Recall recall,
            Idempotency idempotency,
            Callers callers) {
        this.callers = callers;
        this.idempotency = idempotency;
        this.service = service;
        this.appender = appender;
        this.recall = recall;
    }

    /** Messages that were appended together. */
    public record AppendedView(List<MessageView> data) {

        public AppendedView {
            data = List.copyOf(data);
        }
    }

    @POST
    @Path("/{id}/messages")
    @RolesAllowed(KeyScopes.INGEST)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "appendMessages",
            summary = "Append a message, or several",
            description = "Several become visible in one instant, one after the other, or not at all.")
    @APIResponse(
            responseCode = "201",
            description = "Appended: the message, or for several {data: [...]}",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {MessageView.class, AppendedView.class})))
    @APIResponse(responseCode = "404", description = "There is no such conversation: code conversation_not_found")
    @APIResponse(responseCode = "502", ref = "BadGateway")
    public Uni<RestResponse<Object>> append(@RestPath String id, MessagesBody body) {
        MessagesBody asked = Bodies.require(body);
        MessageOperation operation = new MessageOperation(ConversationPath.id(id), asked.drafts());
        return idempotency.once(
                asked,
                (Write<List<Message>> write) -> appender.append(write, operation),
                messages -> new Answer(Status.CREATED.getStatusCode(), Map.of(), view(asked, messages)));
    }

    private static Object view(MessagesBody asked, List<Message> messages) {
        List<MessageView> views = messages.stream().map(MessageView::of).toList();
        return asked.isOne() ? views.get(0) : new AppendedView(views);
    }

    @GET
    @Path("/{id}/messages")
    @RolesAllowed(KeyScopes.READ)
    @Operation(
            operationId = "listMessages",
            summary = "List the messages, in order",
            description = "A page of them, from the first one on; next_cursor leads to the next one.")
    public Uni<Page<MessageView>> list(
            @RestPath String id, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        return service.messages(callers.now(), ConversationPath.id(id), ConversationPath.afterMessage(cursor), size + 1)
                .map(found -> Page.of(found, size, MessageView::of, Cursor.MESSAGES, message -> message.index()));
    }

    @POST
    @Path("/{id}/recall")
    @RolesAllowed(KeyScopes.SEARCH)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "recallMessages",
            summary = "Find past messages by their meaning",
            description = "Every message that was acknowledged before the request is searched, and nothing else.")
    @APIResponse(responseCode = "502", ref = "BadGateway")
    @APIResponse(
            responseCode = "200",
            description = "The messages, nearest first",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecallView.class)))
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Uni<RecallView> recall(@RestPath String id, RecallBody body) {
        return recall.recall(
                        callers.now(),
                        ConversationPath.id(id),
                        Bodies.require(body).request())
                .map(RecallView::of);
    }
}
