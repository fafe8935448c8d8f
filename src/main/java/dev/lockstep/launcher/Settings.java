package dev.lockstep.launcher;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The settings that the launcher needs to know; a store without an address is one that it starts itself.
 *
 * @param qdrantKey the key that an embedded Qdrant asks for, if somebody has chosen one
 * @param mostCollections how many collections an embedded Qdrant may have
 */
record Settings(
        Path dataDirectory,
        Optional<PostgresAddress> postgres,
        Optional<QdrantAddress> qdrant,
        Optional<String> qdrantKey,
        int mostCollections) {

    static final String DATA_DIRECTORY = "lockstep.data-dir";
    static final String MOST_COLLECTIONS = "lockstep.qdrant.max-collections";

    private static final int USUAL_COLLECTIONS = 1_000;

    static Settings from(Config config) {
        Path data =
                Path.of(config.getOptionalValue(DATA_DIRECTORY, String.class).orElse("lockstep-data"));
        return new Settings(
                data.toAbsolutePath().normalize(),
                PostgresAddress.from(config),
                QdrantAddress.from(config),
                config.getOptionalValue(QdrantAddress.API_KEY, String.class),
                config.getOptionalValue(MOST_COLLECTIONS, String.class)
                        .map(Settings::count)
                        .orElse(USUAL_COLLECTIONS));
    }

    private static int count(String value) {
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw StartRefused.because(
                    MOST_COLLECTIONS, value, "that is no number of collections", "write 1 to 999999");
        }
        return Integer.parseInt(value);
    }

    /** Tells whether something is kept on this machine: nothing is when both stores are elsewhere. */
    boolean needsDataDirectory() {
        return postgres.isEmpty() || qdrant.isEmpty();
    }
}
