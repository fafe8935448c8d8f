package dev.lockstep.web.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.domain.ApiKey;
import dev.lockstep.features.access.KeyService.Issued;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key.
 *
 * @param knowledgeBases the names of those that it reaches; null for all
 * @param lastUsedAt to the minute
 * @param key the secret, only in the answer that it was made by
 */
@Schema(name = "Key")
public record KeyView(
        UUID id,
        String name,
        String tenant,
        List<String> scopes,
        @Nullable List<String> knowledgeBases,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,

        @Schema(description = "What requests send. It is shown once, and kept nowhere")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String key) {

    static KeyView of(ApiKey key) {
        return of(key, null);
    }

    static KeyView of(Issued issued) {
        return of(issued.key(), issued.secret());
    }

    private static KeyView of(ApiKey key, @Nullable String secret) {
        Set<String> names = key.reach().names();
        return new KeyView(
                key.id(),
                key.name(),
                key.tenant().value(),
                key.scopes().stream().sorted().toList(),
                names == null ? null : List.copyOf(new TreeSet<>(names)),
                key.times().created(),
                key.createdBy(),
                key.times().expires(),
                key.times().lastUsed(),
                key.times().revoked(),
                secret);
    }
}
