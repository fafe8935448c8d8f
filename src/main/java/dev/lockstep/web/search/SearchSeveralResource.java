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

/** Answers queries of several knowledge bases at once. */
@Path("/v1/search")
@Tag(name = "Search")
public class SearchSeveralResource {

    private final Search search;

    SearchSeveralResource(Search search) {
        this.search = search;
    }

    @POST
    @Operation(
            summary = "Find the chunks of several knowledge bases that answer a query",
            description = "Each is asked with its own model and its own filter. What they find becomes one order by its"
                    + " scores, leg by leg.")
    public Uni<SearchView> search(SearchBody body) {
        SearchRequest request = Bodies.require(body).requestOverAll();
        Set<HitField> fields = body.fields();
        return search.search(Tenant.DEFAULT, request).map(result -> SearchView.of(result, fields));
    }
}
