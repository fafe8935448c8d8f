package dev.lockstep.features.conversations;

import dev.lockstep.domain.Filter;
import dev.lockstep.domain.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to recall messages.
 *
 * @param limit at most so many messages; as configured when absent
 * @param threshold what the cosine of a message's nearest piece must exceed, -1 to 1; none when absent
 * @param filter on the messages' metadata
 * @param roles who may have said it; anyone when empty
 */
public record RecallRequest(
        @Nullable String query,
        @Nullable Integer limit,
        @Nullable Float threshold,
        Filter filter,
        Set<Role> roles) {

    public RecallRequest {
        roles = Set.copyOf(roles);
    }
}
