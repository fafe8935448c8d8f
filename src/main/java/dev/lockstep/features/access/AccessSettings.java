package dev.lockstep.features.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of keys. */
@ConfigMapping(prefix = "lockstep.access")
public interface AccessSettings {

    /**
     * The operator's key, to make the first ones with: any secret text of at least 32 characters, or {@code sha256:} and the hexadecimal
     * SHA-256 of one. It works as long as it is set.
     */
    Optional<String> adminKey();

    /** A file with the same, for a secret that is mounted. */
    Optional<Path> adminKeyFile();

    /** Whether everyone who reaches the service may do everything, also where that is not this machine alone. */
    @WithDefault("false")
    boolean withoutKeys();

    /** How long a key that was looked up is believed, so how long one that is revoked by another process still works. */
    @WithDefault("5s")
    Duration rememberKeys();

    /** How long it is known who asked for what, beside what the records of transactions tell. */
    @WithDefault("365d")
    Duration auditRetention();

    /** How tokens are read, once {@code quarkus.oidc.auth-server-url} or {@code .public-key} says who issues them. */
    Oidc oidc();

    /** The claims of a token that say what a key says by itself. Each is a name, or a name and one inside of it: {@code realm_access/roles}. */
    interface Oidc {

        /** Says to which tenant the caller belongs. */
        @WithDefault("tenant")
        String tenantClaim();

        /** The tenant of tokens that do not say it; without this one, they are refused. */
        Optional<String> defaultTenant();

        /** Lists the scopes; those that Lockstep does not know are of no concern to it. */
        @WithDefault("scope")
        String scopesClaim();

        /** Lists the names of the knowledge bases that are there for the caller; all of them are when there is no such claim. */
        @WithDefault("knowledge_bases")
        String knowledgeBasesClaim();

        /** Lists the groups in whose names documents are opened to the caller, too. */
        @WithDefault("groups")
        String groupsClaim();
    }
}
