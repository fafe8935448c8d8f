package dev.lockstep.launcher;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Tells where Quarkus runs stores for development, if it was asked to and has a container engine. The labels in
 * {@code compose-devservices.yml} make a setting of each port, and of PostgreSQL's user and password.
 */
final class DevServices {

    static final String POSTGRES_PORT = "lockstep.dev-services.postgres-port";
    static final String QDRANT_PORT = "lockstep.dev-services.qdrant-port";

    private DevServices() {}

    /** Returns the addresses of what runs, but of no store that somebody has configured. */
    static Map<String, String> addresses(Config config) {
        Map<String, String> addresses = new HashMap<>();
        if (config.getOptionalValue(PostgresAddress.URL, String.class).isEmpty()) {
            config.getOptionalValue(POSTGRES_PORT, Integer.class)
                    .ifPresent(
                            port -> addresses.put(PostgresAddress.URL, "postgresql://localhost:" + port + "/lockstep"));
        }
        if (config.getOptionalValue(QdrantAddress.URL, String.class).isEmpty()) {
            config.getOptionalValue(QDRANT_PORT, Integer.class)
                    .ifPresent(port -> addresses.put(QdrantAddress.URL, "http://localhost:" + port));
        }
        return addresses;
    }

    /** Says in a few words why there are none. */
    static String absence(Config config) {
        return config.getOptionalValue("quarkus.devservices.enabled", Boolean.class)
                        .orElse(false)
                ? "Dev Services are enabled, but there is no container engine with Compose"
                : "Dev Services are off";
    }
}
