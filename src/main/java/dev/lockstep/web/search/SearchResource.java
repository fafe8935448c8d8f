package dev.lockstep.web.search;

import dev.lockstep.domain.KeyScopes;
import dev.lockstep.features.search.Search;
import dev.lockstep.features.search.SearchRequest;
import dev.lockstep.web.http.Bodies;
import dev.lockstep.web.http.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Answers queries, by meaning and by words. */
@Path("/v1/knowledge-bases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Search")
public class SearchResource {

    private final Search search;
    private final Callers callers;

    SearchResource(Search search, Callers callers) {
        this.callers = callers;
        this.search = search;
    }

    @POST
    @Path("/{kb}/search")
    @RolesAllowed(KeyScopes.SEARCH)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "searchKnowledgeBase",
            summary = "Find the chunks that answer a query",
            description = "Everything that was acknowledged before the request is searched, and nothing else.")
    @APIResponse(responseCode = "502", ref = "BadGateway")
    @APIResponse(
            responseCode = "409",
            description = "The words of a knowledge base are not indexed yet: code lexical_unavailable")
    @APIResponse(
            responseCode = "200",
            description = "The hits, best first",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SearchView.class)))
    public Uni<SearchView> search(@RestPath String kb, SearchBody body) {
        SearchRequest request = Bodies.require(body).request(kb);
        Set<HitField> fields = body.fields();
        return search.search(callers.now(), request).map(result -> SearchView.of(result, fields));
    }
}
