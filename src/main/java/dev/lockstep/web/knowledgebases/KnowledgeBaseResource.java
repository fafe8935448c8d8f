package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.KnowledgeBaseChange;
import dev.lockstep.domain.Write;
import dev.lockstep.features.knowledgebases.KnowledgeBaseDraft;
import dev.lockstep.features.knowledgebases.KnowledgeBaseService;
import dev.lockstep.features.knowledgebases.KnowledgeBaseService.Described;
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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Objects;
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

/** Makes, reads, changes and deletes knowledge bases, which are named sets of documents. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Knowledge bases")
public class KnowledgeBaseResource {

    private final KnowledgeBaseService service;
    private final Idempotency idempotency;
    private final Callers callers;

    KnowledgeBaseResource(KnowledgeBaseService service, Idempotency idempotency, Callers callers) {
        this.callers = callers;
        this.service = service;
        this.idempotency = idempotency;
    }

    @POST
    @RolesAllowed(KeyScopes.MANAGE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createKnowledgeBase",
            summary = "Make a knowledge base",
            description = "With its collection in Qdrant: both, or neither.")
    @APIResponse(
            responseCode = "201",
            description = "Made; ready for documents",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KnowledgeBaseView.class)),
            headers = {@Header(name = "Location", ref = "Location")})
    @APIResponse(responseCode = "409", description = "The name is taken: code knowledge_base_exists")
    public Uni<RestResponse<Object>> create(KnowledgeBaseBody body) {
        KnowledgeBaseDraft draft = Bodies.require(body).draft();
        return idempotency.once(
                draft,
                (Write<Described> write) -> service.create(write, draft),
                described -> Answer.created(
                        UriBuilder.fromPath("/v1/knowledge-bases/{name}")
                                .build(described.knowledgeBase().name()),
                        KnowledgeBaseView.of(described)));
    }

    @GET
    @RolesAllowed({KeyScopes.READ, KeyScopes.MANAGE})
    @Operation(
            operationId = "listKnowledgeBases",
            summary = "List knowledge bases, by name",
            description = "A page of them, without counts and warnings; next_cursor leads to the next one.")
    public Uni<Page<KnowledgeBaseView>> list(@RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String after = Objects.requireNonNullElse(Cursor.KNOWLEDGE_BASES.decode(cursor), "");
        return service.page(callers.now(), after, size + 1)
                .map(found -> Page.of(
                        found,
                        size,
                        KnowledgeBaseView::listed,
                        Cursor.KNOWLEDGE_BASES,
                        knowledgeBase -> knowledgeBase.name()));
    }

    @GET
    @Path("/{kb}")
    @RolesAllowed({KeyScopes.READ, KeyScopes.MANAGE})
    @Operation(
            operationId = "getKnowledgeBase",
            summary = "Read a knowledge base, with counts of what is live in it",
            description = "With warnings too, such as of a language that the model does not read.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KnowledgeBaseView.class)))
    public Uni<KnowledgeBaseView> get(@RestPath String kb) {
        return service.get(callers.now(), kb).map(KnowledgeBaseView::of);
    }

    @PATCH
    @Path("/{kb}")
    @RolesAllowed(KeyScopes.MANAGE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateKnowledgeBase",
            summary = "Change the description, or who reads documents that name no readers",
            description =
                    "Nothing else can be changed here; what is left out stays. See reembed for model, chunking and language.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KnowledgeBaseView.class)))
    public Uni<RestResponse<Object>> patch(@RestPath String kb, KnowledgeBaseChangeBody body) {
        KnowledgeBaseChange change = Bodies.require(body).change();
        return idempotency.once(
                body,
                (Write<Described> write) -> service.change(write, kb, change),
                described -> Answer.ok(KnowledgeBaseView.of(described)));
    }

    @DELETE
    @Path("/{kb}")
    @Produces({MediaType.APPLICATION_JSON, Problems.JSON})
    @RolesAllowed(KeyScopes.MANAGE)
    @Operation(
            operationId = "deleteKnowledgeBase",
            summary = "Delete a knowledge base with all its documents",
            description = "Everything is invisible at once; rows and vectors are removed in the background.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<RestResponse<Object>> delete(@RestPath String kb) {
        return idempotency.once(null, (Write<Void> write) -> service.delete(write, kb), deleted -> Answer.noContent());
    }
}
