package dev.lockstep.web.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lockstep.features.search.SearchRequest.RerankRequest;
import org.jspecify.annotations.Nullable;

/** Whether candidates are reranked, and how many: {@code true}, {@code false} or {@code {"depth": 50}}. */
public final class RerankBody {

    private final RerankRequest request;

    private RerankBody(RerankRequest request) {
        this.request = request;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RerankBody of(boolean wanted) {
        return new RerankBody(wanted ? RerankRequest.USUAL : RerankRequest.NONE);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static RerankBody of(@JsonProperty("depth") @Nullable Integer depth) {
        return new RerankBody(depth == null ? RerankRequest.USUAL : new RerankRequest(depth));
    }

    RerankRequest request() {
        return request;
    }
}
