package dev.lockstep.stores.catalog.documents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for which superseded versions are kept, to be read and restored. */
@ConfigMapping(prefix = "lockstep.versions")
public interface VersionSettings {

    /** How many superseded versions of a document are kept beside the live one; 0 keeps none. */
    @WithDefault("5")
    int keep();

    /** How long each of them is kept. */
    @WithDefault("30d")
    Duration keepFor();

    /**
     * How often versions that are too old are looked for; those that are too many go when their points are purged.
     */
    @WithDefault("10m")
    Duration interval();
}
