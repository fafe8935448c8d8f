package dev.lockstep.domain;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key, without its secret, which nobody knows but whom it was given to.
 *
 * @param scopes of {@link KeyScopes}
 */
public record ApiKey(
        UUID id, Tenant tenant, String name, Set<String> scopes, Reach reach, String createdBy, Times times) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /**
     * The moments of a key's life.
     *
     * @param expires null for never
     * @param lastUsed to the minute; null before the first time
     */
    public record Times(
            Instant created,
            @Nullable Instant expires,
            @Nullable Instant lastUsed,
            @Nullable Instant revoked) {}
}
