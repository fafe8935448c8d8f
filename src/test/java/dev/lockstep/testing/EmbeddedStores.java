package dev.lockstep.testing;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
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
 * is one for the JVM.
 */
public final class EmbeddedStores implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedQdrant qdrant;
    private @Nullable PostgresLine line;

    @Override
    public Map<String, String> start() {
        EmbeddedPostgresServer postgres = TestPostgres.server();
        Path directory = Path.of("target", "embedded-qdrant", UUID.randomUUID().toString());
        EmbeddedQdrant started = EmbeddedQdrant.start(controlled(Options.in(directory)));
        qdrant = started;
        Map<String, String> settings = new HashMap<>(SecondModel.settings());
        settings.putAll(EmbeddingServer.settings());
        settings.putAll(WebPages.settings());
        settings.put("lockstep.postgres.url", reached(TestPostgres.freshDatabase(), postgres.port()));
        settings.put("lockstep.postgres.username", postgres.username());
        settings.put("lockstep.postgres.password", postgres.password());
        settings.put("lockstep.qdrant.url", "http://127.0.0.1:" + started.port());
        settings.put(
                "lockstep.uploads.directory",
                Path.of("target", "uploads", UUID.randomUUID().toString()).toString());
        if (Boolean.getBoolean("lockstep.bench")) {
            // A benchmark asks the same queries again and again, and measures what embedding them costs.
            settings.put("lockstep.embedding.query-cache", "0");
        }
        return settings;
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
