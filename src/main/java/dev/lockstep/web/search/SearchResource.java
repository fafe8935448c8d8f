package dev.lockstep.web.search;

import dev.lockstep.domain.Tenant;
import dev.lockstep.features.search.Search;
import dev.lockstep.features.search.SearchRequest;
import dev.lockstep.web.http.Bodies;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Answers queries, by meaning and by words. */
@Path("/v1/knowledge-bases")
@Tag(name = "Search")
public class SearchResource {

    private final Search search;

    SearchResource(Search search) {
        this.search = search;
    }

    @POST
    @Path("/{kb}/search")
    @Operation(
            summary = "Find the chunks that answer a query",
            description = "Everything that was acknowledged before the request is searched, and nothing else.")
    public Uni<SearchView> search(@RestPath String kb, SearchBody body) {
        SearchRequest request = Bodies.require(body).request(kb);
        Set<HitField> fields = body.fields();
        return search.search(Tenant.DEFAULT, request).map(result -> SearchView.of(result, fields));
    }
}
