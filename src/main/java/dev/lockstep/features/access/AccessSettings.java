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
}
