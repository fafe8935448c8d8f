package dev.lockstep.web;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Rejected;
import dev.lockstep.retrieval.SearchRequest;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A query. */
public record SearchBody(
        @Schema(examples = "how long is parental leave?") @Nullable
        String query,

        @Schema(description = "Only dense for now", examples = "dense") @Nullable
        String mode,

        @Schema(description = "1 to 100", examples = "5") @Nullable
        Integer limit,

        @Schema(description = "Conditions on metadata", examples = "{\"year\": {\"$gte\": 2025}}") @Nullable
        Map<String, Object> filter,

        @Schema(description = "What the cosine of a hit must exceed, -1 to 1", examples = "0.5") @Nullable
        Float scoreThreshold) {

    SearchRequest request() {
        if (mode != null && !mode.equals("dense")) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE, "'mode' must be dense, not '" + mode + "'", Map.of("property", "mode"));
        }
        return new SearchRequest(query, limit, scoreThreshold, FilterParser.parse(filter));
    }
}
