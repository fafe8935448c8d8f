package dev.lockstep.web.operations;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.reconciliation.Consistency;
import dev.lockstep.features.reconciliation.ConsistencyReport;
import dev.lockstep.features.reconciliation.Repair;
import dev.lockstep.features.reconciliation.RepairRequest;
import dev.lockstep.features.reconciliation.RepairResult;
import dev.lockstep.web.http.Audited;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import dev.lockstep.web.http.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Tells whether PostgreSQL and Qdrant agree, and repairs them on request. */
@Path("/v1/consistency")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consistency")
public class ConsistencyResource {

    private static final String PATH = "/v1/consistency";

    private final Consistency consistency;
    private final Repair repair;
    private final Callers callers;

    ConsistencyResource(Consistency consistency, Repair repair, Callers callers) {
        this.callers = callers;
        this.consistency = consistency;
        this.repair = repair;
    }

    @GET
    @RolesAllowed(KeyScopes.MANAGE)
    @Operation(
            operationId = "getConsistency",
            summary = "Tell whether both stores agree",
            description =
                    "Knowledge bases are counted now, a page of them at a time; everything else is of all of them."
                            + " Zombies and losses are what the last passes left unmended.")
    public Uni<ConsistencyView> report(@RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String after = Objects.requireNonNullElse(Cursor.KNOWLEDGE_BASES.decode(cursor), "");
        return consistency
                .report(callers.now(), after, size)
                .map(report -> ConsistencyView.of(report, next(report, size)));
    }

    /** Returns the cursor of the next page. A full page may be the last one; then the next page is empty. */
    private static @Nullable String next(ConsistencyReport report, int size) {
        int shown = report.knowledgeBases().size();
        return shown < size
                ? null
                : Cursor.KNOWLEDGE_BASES.encode(
                        report.knowledgeBases().get(shown - 1).name());
    }

    @POST
    @Path("/repair")
    @Audited
    @RolesAllowed(KeyScopes.MANAGE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "repairStores",
            summary = "Compare both stores now, and mend what differs",
            description = "As the passes in the background do: remove points that nothing needs, put back what Qdrant"
                    + " lacks. It finishes even if nobody waits for the answer.")
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RepairView.class)))
    @APIResponse(
            responseCode = "202",
            description = "It takes longer and goes on: see GET /v1/consistency",
            headers = {@Header(name = "Location", ref = "Location")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RepairView.class)))
    @APIResponse(responseCode = "404", description = "No such knowledge base: code knowledge_base_not_found")
    @APIResponse(responseCode = "409", description = "A pass is running: code pass_running, with Retry-After")
    public Uni<RestResponse<RepairView>> repair(RepairBody body) {
        RepairRequest request = Bodies.require(body).request();
        return repair.repair(callers.now(), request)
                .map(result -> response(result, RepairView.of(result, request.mode())));
    }

    private static RestResponse<RepairView> response(RepairResult result, RepairView view) {
        return result.finished()
                ? RestResponse.ok(view)
                : ResponseBuilder.create(Status.ACCEPTED, view)
                        .location(URI.create(PATH))
                        .build();
    }
}
