package dev.lockstep.web;

import dev.lockstep.domain.Tenant;
import dev.lockstep.knowledgebase.KnowledgeBaseService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Knowledge bases: named sets of documents. */
@Path("/v1/knowledge-bases")
@Tag(name = "Knowledge bases")
public class KnowledgeBaseResource {

    private final KnowledgeBaseService service;

    KnowledgeBaseResource(KnowledgeBaseService service) {
        this.service = service;
    }

    /** The description is all that can be changed. */
    public record DescriptionBody(@Nullable String description) {}

    @POST
    @Operation(summary = "Make a knowledge base", description = "With its collection in Qdrant: both, or neither.")
    @APIResponse(responseCode = "201", description = "Made; ready for documents")
    @APIResponse(responseCode = "409", description = "The name is taken: code knowledge_base_exists")
    public Uni<RestResponse<KnowledgeBaseView>> create(KnowledgeBaseBody body) {
        return service.create(Tenant.DEFAULT, Bodies.require(body).draft())
                .map(described -> RestResponse.ResponseBuilder.<KnowledgeBaseView>created(
                                UriBuilder.fromPath("/v1/knowledge-bases/{name}")
                                        .build(described.knowledgeBase().name()))
                        .entity(KnowledgeBaseView.of(described))
                        .build());
    }

    @GET
    @Operation(summary = "List knowledge bases, by name")
    public Uni<Page<KnowledgeBaseView>> list(@RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String after = Objects.requireNonNullElse(Cursor.KNOWLEDGE_BASES.decode(cursor), "");
        return service.page(Tenant.DEFAULT, after, size + 1)
                .map(found -> Page.of(
                        found,
                        size,
                        KnowledgeBaseView::listed,
                        Cursor.KNOWLEDGE_BASES,
                        knowledgeBase -> knowledgeBase.name()));
    }

    @GET
    @Path("/{kb}")
    @Operation(summary = "Read a knowledge base, with counts of what is live in it")
    public Uni<KnowledgeBaseView> get(@RestPath String kb) {
        return service.get(Tenant.DEFAULT, kb).map(KnowledgeBaseView::of);
    }

    @PATCH
    @Path("/{kb}")
    @Operation(summary = "Change the description")
    public Uni<KnowledgeBaseView> patch(@RestPath String kb, DescriptionBody body) {
        return service.changeDescription(
                        Tenant.DEFAULT, kb, Bodies.require(body).description())
                .map(KnowledgeBaseView::of);
    }

    @DELETE
    @Path("/{kb}")
    @Operation(
            summary = "Delete a knowledge base with all its documents",
            description = "Everything is invisible at once; rows and vectors are removed in the background.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@RestPath String kb) {
        return service.delete(Tenant.DEFAULT, kb);
    }
}
