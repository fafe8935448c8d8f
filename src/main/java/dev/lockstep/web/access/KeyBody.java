package dev.lockstep.web.access;

import dev.lockstep.features.access.KeyDraft;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key to be made. */
@Schema(name = "NewKey")
public record KeyBody(
        @Schema(
                description = "By which writes are told apart, and documents may be opened to it",
                examples = "website",
                required = true,
                pattern = "^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$")
        @Nullable
        String name,

        @Schema(
                description = "What it may be used for; admin is all of it",
                required = true,
                minItems = 1,
                examples = "[\"search\"]")
        @Nullable
        List<KeyScope> scopes,

        @Schema(description = "The names of those that it reaches; all, if it is left out", maxItems = 1000) @Nullable
        List<String> knowledgeBases,

        @Schema(description = "When it ends; never, if it is left out", pattern = "(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])$")
        @Nullable
        Instant expiresAt,

        @Schema(
                description =
                        "Whose it is. Only the operator, an administrator of the tenant 'default', may name another"
                                + " one than their own",
                pattern = "^[a-z0-9][a-z0-9_-]{0,62}$")
        @Nullable
        String tenant) {

    KeyDraft draft() {
        return new KeyDraft(
                name,
                scopes == null
                        ? null
                        : scopes.stream()
                                .map(scope -> scope == null ? null : scope.name())
                                .toList(),
                knowledgeBases,
                expiresAt,
                tenant);
    }

    /** A scope as it is written on the wire. */
    @SuppressWarnings("java:S115")
    public enum KeyScope {
        search,
        read,
        ingest,
        manage,
        admin,
        impersonate
    }
}
