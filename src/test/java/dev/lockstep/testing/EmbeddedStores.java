package dev.lockstep.testing;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import io.quarkus.test.common.DevServicesContext;
import io.quarkus.test.common.DevServicesContext.ContextAware;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Real stores, a second embedding model and a third behind HTTP, for a {@code @QuarkusTest}, which does not run the launcher: {@code @QuarkusTestResource(EmbeddedStores.class)}.
 *
 * <p>Each start gives an empty database and an empty Qdrant that {@link Faults} reach. The PostgreSQL behind the databases
 * is one for the JVM. With {@code -Dquarkus.devservices.enabled=true} and a container engine they are those of
 * {@code compose-devservices.yml} in place of these, which no faults reach.
 */
public final class EmbeddedStores implements QuarkusTestResourceLifecycleManager, ContextAware {

    private static final String REAL_POSTGRES = "lockstep.dev-services.postgres-port";
    private static final String REAL_QDRANT = "lockstep.dev-services.qdrant-port";

    private @Nullable EmbeddedQdrant qdrant;
    private @Nullable PostgresLine line;
    private Map<String, String> devServices = Map.of();

    @Override
    public void setIntegrationTestContext(DevServicesContext context) {
        devServices = context.devServicesProperties();
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(SecondModel.settings());
        settings.putAll(EmbeddingServer.settings());
        settings.putAll(WebPages.settings());
        settings.putAll(devServices.containsKey(REAL_POSTGRES) ? realStores() : embeddedStores());
        settings.put(
                "lockstep.uploads.directory",
                Path.of("target", "uploads", UUID.randomUUID().toString()).toString());
        if (Boolean.getBoolean("lockstep.bench")) {
            // A benchmark asks the same queries again and again, and measures what embedding them costs.
            settings.put("lockstep.embedding.query-cache", "0");
        }
        return settings;
    }

    private Map<String, String> embeddedStores() {
        EmbeddedPostgresServer postgres = TestPostgres.server();
        Path directory = Path.of("target", "embedded-qdrant", UUID.randomUUID().toString());
        EmbeddedQdrant started = EmbeddedQdrant.start(controlled(Options.in(directory)));
        qdrant = started;
        return Map.of(
                "lockstep.postgres.url", reached(TestPostgres.freshDatabase(), postgres.port()),
                "lockstep.postgres.username", postgres.username(),
                "lockstep.postgres.password", postgres.password(),
                "lockstep.qdrant.url", "http://127.0.0.1:" + started.port());
    }

    /** Quarkus knows user and password already. */
    private Map<String, String> realStores() {
        return Map.of(
                "lockstep.postgres.url", "postgresql://localhost:" + devServices.get(REAL_POSTGRES) + "/lockstep",
                "lockstep.qdrant.url", "http://localhost:" + devServices.get(REAL_QDRANT));
    }

    private String reached(String url, int port) {
        if (Boolean.getBoolean("lockstep.bench")) {
            return url;
        }
        PostgresLine opened = PostgresLine.to(port);
        line = opened;
        return url.replace(":" + port + "/", ":" + opened.port() + "/");
    }

    /** Benchmarks measure the server as it is: with a hook it applies operations one at a time. */
    private static Options controlled(Options options) {
        if (Boolean.getBoolean("lockstep.bench")) {
            return options;
        }
        return Faults.shared().control(options);
    }

    @Override
    public void stop() {
        Faults.clear();
        if (qdrant != null) {
            qdrant.close();
        }
        if (line != null) {
            line.close();
        }
    }
}
