package dev.lockstep.features.access;

import dev.lockstep.domain.ApiKey;
import dev.lockstep.domain.Caller;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KeyScopes;
import dev.lockstep.domain.Reach;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.Texts;
import dev.lockstep.domain.TimeOrderedUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which keys there may be. */
final class KeyRules {

    /** Names stand in headers, logs and metadata, so they are plain. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private static final int MOST_KNOWLEDGE_BASES = 1_000;
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    private KeyRules() {}

    static ApiKey accept(Caller caller, KeyDraft draft) {
        return new ApiKey(
                TimeOrderedUuid.next(),
                tenant(caller, draft.tenant()),
                name(draft.name()),
                scopes(draft.scopes()),
                reach(caller, draft.knowledgeBases()),
                caller.name(),
                new ApiKey.Times(Instant.now(), expiry(draft.expires()), null, null));
    }

    private static String name(@Nullable String name) {
        if (name == null) {
            throw missing("name");
        }
        if (!NAME.matcher(name).matches()) {
            throw invalid("name", "must be 1 to 100 letters, digits and . _ @ -, and begin with a letter or digit");
        }
        return name;
    }

    private static Set<String> scopes(@Nullable List<String> scopes) {
        if (scopes == null || scopes.isEmpty()) {
            throw missing("scopes");
        }
        for (String scope : scopes) {
            if (scope == null || !KeyScopes.ALL.contains(scope)) {
                throw invalid("scopes", "knows " + String.join(", ", KeyScopes.ALL) + ", and no '" + scope + "'");
            }
        }
        return new HashSet<>(scopes);
    }

    /** Whoever makes a key can't give it more than they have. */
    private static Reach reach(Caller caller, @Nullable List<String> names) {
        if (names == null) {
            return caller.reach();
        }
        if (names.size() > MOST_KNOWLEDGE_BASES) {
            throw invalid("knowledge_bases", "may name " + MOST_KNOWLEDGE_BASES + " at most: leave it out for all");
        }
        for (String name : names) {
            if (name == null || !caller.reach().includes(name)) {
                throw invalid("knowledge_bases", "names '" + name + "', which your own key does not reach");
            }
            Texts.requireStorable(name, "'knowledge_bases'");
        }
        return new Reach(new HashSet<>(names));
    }

    private static Tenant tenant(Caller caller, @Nullable String tenant) {
        if (tenant == null || tenant.equals(caller.tenant().value())) {
            return caller.tenant();
        }
        if (!caller.isOperator()) {
            throw new Rejected(
                    ErrorCode.FORBIDDEN,
                    "'tenant' can only be your own: the operator makes keys for others",
                    Map.of("property", "tenant"));
        }
        if (!isTenant(tenant)) {
            throw invalid("tenant", "must be 1 to 63 lower-case letters, digits, _ and -");
        }
        return new Tenant(tenant);
    }

    /** Tells whether there can be a tenant of this name. */
    static boolean isTenant(String name) {
        return TENANT.matcher(name).matches();
    }

    private static @Nullable Instant expiry(@Nullable Instant expires) {
        if (expires != null && !expires.isAfter(Instant.now())) {
            throw invalid("expires_at", "is over already");
        }
        return expires;
    }

    static Duration grace(@Nullable Long seconds) {
        if (seconds == null) {
            return Duration.ZERO;
        }
        if (seconds < 0 || seconds > LONGEST_GRACE.toSeconds()) {
            throw invalid("grace_seconds", "must be from 0 to " + LONGEST_GRACE.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    private static Rejected missing(String property) {
        return new Rejected(ErrorCode.MISSING_PROPERTY, "'" + property + "' is missing", Map.of("property", property));
    }

    private static Rejected invalid(String property, String why) {
        return new Rejected(ErrorCode.INVALID_VALUE, "'" + property + "' " + why, Map.of("property", property));
    }
}
