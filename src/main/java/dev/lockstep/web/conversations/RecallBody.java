package dev.lockstep.web.conversations;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.FilterParser;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Role;
import dev.lockstep.features.conversations.RecallRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The query of a recall. */
public record RecallBody(
        @Schema(examples = "what went wrong with the delivery?", required = true, ref = "Text") @Nullable
        String query,

        @Schema(description = "1 to 100", examples = "5", minimum = "1", maximum = "100") @Nullable
        Integer limit,

        @Schema(
                description = "What the cosine of the query and the nearest piece of a message must exceed, -1 to 1",
                examples = "0.5",
                minimum = "-1",
                maximum = "1")
        @Nullable
        Float scoreThreshold,

        @Schema(description = "Conditions on the messages' metadata", examples = "{\"lang\": \"en\"}", ref = "Filter")
        @Nullable
        Map<String, Object> filter,

        @Schema(description = "Who may have said it; anyone when left out", examples = "[\"user\"]", minItems = 1)
        @Nullable
        List<@Nullable RoleBody> roles) {

    RecallRequest request() {
        return new RecallRequest(query, limit, scoreThreshold, FilterParser.parse(filter), asked());
    }

    private Set<Role> asked() {
        if (roles == null) {
            return Set.of();
        }
        if (roles.isEmpty() || roles.contains(null)) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'roles' must name at least one role: leave it out for all",
                    Map.of("property", "roles"));
        }
        return roles.stream().map(RoleBody::role).collect(Collectors.toSet());
    }
}
