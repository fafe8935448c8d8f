package dev.lockstep.launcher;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The settings that the launcher needs to know; a store without an address is one that it starts itself. */
record Settings(Path dataDirectory, Optional<PostgresAddress> postgres, Optional<QdrantAddress> qdrant) {

    static final String DATA_DIRECTORY = "lockstep.data-dir";

    static Settings from(Config config) {
        Path data =
                Path.of(config.getOptionalValue(DATA_DIRECTORY, String.class).orElse("lockstep-data"));
        return new Settings(
                data.toAbsolutePath().normalize(), PostgresAddress.from(config), QdrantAddress.from(config));
    }

    /** Tells whether something is kept on this machine: nothing is when both stores are elsewhere. */
    boolean needsDataDirectory() {
        return postgres.isEmpty() || qdrant.isEmpty();
    }
}
