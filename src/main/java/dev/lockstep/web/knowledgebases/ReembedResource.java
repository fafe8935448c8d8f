package dev.lockstep.web.knowledgebases;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.reembedding.ReembedStatus;
import dev.lockstep.features.reembedding.Reembedding;
import dev.lockstep.web.http.Audited;
import dev.lockstep.web.http.Callers;
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
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Rebuilds a knowledge base while it serves. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Knowledge bases")
public class ReembedResource {

    private final Reembedding reembedding;
    private final Callers callers;

    ReembedResource(Reembedding reembedding, Callers callers) {
        this.callers = callers;
        this.reembedding = reembedding;
    }

    @POST
    @Path("/{kb}/reembed")
    @Audited
    @RolesAllowed(KeyScopes.MANAGE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startReembedding",
            summary = "Build the knowledge base anew, with another model, chunking or language",
            description =
                    "In the background and beside what serves; searches see the one until all of the other is there,"
                            + " then the other. A building that failed is gone on with when the same is asked for again.")
    @APIResponse(
            responseCode = "202",
            description = "Begun: see GET of the same path",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReembedView.class)))
    @APIResponse(responseCode = "409", description = "One is being built already: code reembed_running")
    public Uni<RestResponse<ReembedView>> begin(@RestPath String kb, @Nullable ReembedBody body) {
        return reembedding.begin(callers.now(), kb, ReembedBody.request(body)).map(status -> accepted(kb, status));
    }

    @POST
    @Path("/{kb}/reembed/rollback")
    @Audited
    @RolesAllowed(KeyScopes.MANAGE)
    @Operation(
            operationId = "rollBackReembedding",
            summary = "Go back to the generation that served before",
            description = "It catches up with what was written since, and then serves again.")
    @APIResponse(
            responseCode = "202",
            description = "Begun: see GET .../reembed",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReembedView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "There is none any more: code nothing_to_roll_back_to. Or one is being built: code reembed_running")
    public Uni<RestResponse<ReembedView>> rollBack(@RestPath String kb) {
        return reembedding.rollBack(callers.now(), kb).map(status -> accepted(kb, status));
    }

    @POST
    @Path("/{kb}/reembed/cancel")
    @Audited
    @RolesAllowed(KeyScopes.MANAGE)
    @Operation(
            operationId = "cancelReembedding",
            summary = "Give up what is being built",
            description = "What serves goes on serving. Without anything to give up it does nothing.")
    public Uni<ReembedView> cancel(@RestPath String kb) {
        return reembedding.cancel(callers.now(), kb).map(ReembedView::of);
    }

    @GET
    @Path("/{kb}/reembed")
    @RolesAllowed({KeyScopes.READ, KeyScopes.MANAGE})
    @Operation(
            operationId = "getReembedding",
            summary = "Tell what serves, how far the building is, and what can be gone back to",
            description =
                    "The generation that serves, the one being built with its progress, and the one that served before.")
    public Uni<ReembedView> status(@RestPath String kb) {
        return reembedding.status(callers.now(), kb).map(ReembedView::of);
    }

    @DELETE
    @Path("/{kb}/reembed")
    @Produces({MediaType.APPLICATION_JSON, Problems.JSON})
    @Audited
    @RolesAllowed(KeyScopes.MANAGE)
    @Operation(
            operationId = "discardGenerations",
            summary = "Remove the generation that served before, and one that could not be built",
            description = "What serves is not touched. Nothing can be gone back to afterwards.")
    @APIResponse(responseCode = "204", description = "It goes in the background")
    public Uni<Void> discard(@RestPath String kb) {
        return reembedding.discard(callers.now(), kb);
    }

    private static RestResponse<ReembedView> accepted(String kb, ReembedStatus status) {
        return ResponseBuilder.create(Status.ACCEPTED, ReembedView.of(status))
                .header(
                        "Location",
                        UriBuilder.fromPath("/v1/knowledge-bases/{kb}/reembed")
                                .build(kb)
                                .toString())
                .build();
    }
}
