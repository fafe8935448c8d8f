package dev.lockstep.web.development;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells where the stores are that the launcher has started or found, and how to open them. */
@ApplicationScoped
@IfBuildProfile("dev")
class StoreAddresses {

    @ConfigProperty(name = "lockstep.postgres.url")
    String postgres;

    @ConfigProperty(name = "lockstep.postgres.username")
    String username;

    @ConfigProperty(name = "lockstep.qdrant.url")
    String qdrant;

    @ConfigProperty(name = "lockstep.qdrant.api-key")
    Optional<String> qdrantKey;

    @ConfigProperty(name = "lockstep.data-dir", defaultValue = "lockstep-data")
    Path dataDirectory;

    /** The launcher says so of a PostgreSQL that it has started. */
    @ConfigProperty(name = "lockstep.unit-of-work.sole-owner", defaultValue = "false")
    boolean embedded;

    StoresView view() {
        String open = "psql " + postgres.replace("://", "://" + username + "@");
        Path password =
                dataDirectory.toAbsolutePath().normalize().resolve("postgres").resolve("password");
        return new StoresView(
                postgres, embedded ? "PGPASSWORD=$(cat " + password + ") " + open : open, qdrant, qdrantKey.orElse(""));
    }
}
