package dev.lockstep.testing;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The real stores under the application in tests: an embedded PostgreSQL and an embedded Qdrant that {@link Faults} reach. */
public class EmbeddedStores implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgresServer postgres;
    private EmbeddedQdrant qdrant;

    @Override
    public Map<String, String> start() {
        Path directory =
                Path.of("target", "test-stores", UUID.randomUUID().toString()).toAbsolutePath();
        Path binaries = Path.of(System.getProperty("user.home"), ".cache", "lockstep");
        postgres = EmbeddedPostgresServer.start(
                new EmbeddedPostgresServer.Options(directory.resolve("postgres"), binaries, 0, message -> {}));
        qdrant = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory.resolve("qdrant"))
                .withInterceptors(new FaultyCalls())
                .withHook((collection, operation) -> Faults.awaitRelease()));
        return Map.of(
                "lockstep.postgres.url", postgres.url(),
                "lockstep.postgres.username", postgres.username(),
                "lockstep.postgres.password", postgres.password(),
                "lockstep.qdrant.url", "http://127.0.0.1:" + qdrant.port());
    }

    @Override
    public void stop() {
        Faults.clear();
        if (qdrant != null) {
            qdrant.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
