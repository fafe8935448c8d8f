package dev.lockstep.launcher;

import dev.lockstep.embedded.postgres.EmbeddedPostgresException;
import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.stores.points.QdrantProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Sees to it that both stores are there before the application is. */
final class Stores {

    private final Settings settings;
    private final Holder holder;
    private final Lifetime lifetime;
    private final Narration narration;

    Stores(Settings settings, Holder holder, Lifetime lifetime, Narration narration) {
        this.settings = settings;
        this.holder = holder;
        this.lifetime = lifetime;
        this.narration = narration;
    }

    /** Checks what is configured, starts what is not, and returns the settings of what it started. */
    Map<String, String> provide() {
        settings.postgres().ifPresent(this::check);
        settings.qdrant().ifPresent(this::check);
        Map<String, String> started = new HashMap<>();
        if (settings.needsDataDirectory()) {
            DataDirectory.make(settings.dataDirectory(), narration);
            holder.lock(settings.dataDirectory());
            settle(started);
        } else {
            started.put(VertxCache.SETTING, temporaryCache().toString());
        }
        if (settings.postgres().isEmpty()) {
            narration.timed(() -> startPostgres(started));
        }
        if (settings.qdrant().isEmpty()) {
            narration.timed(() -> startQdrant(started));
        }
        return started;
    }

    private void check(PostgresAddress postgres) {
        narration.timed(() -> "PostgreSQL " + new PostgresProbe(postgres).check() + " answers at " + postgres.url());
    }

    private void check(QdrantAddress qdrant) {
        narration.timed(() -> "Qdrant " + askQdrant(qdrant) + " answers at " + qdrant.url());
    }

    private static String askQdrant(QdrantAddress qdrant) {
        try {
            return new QdrantProbe(qdrant.url(), qdrant.apiKey().orElse(null)).version();
        } catch (QdrantProbe.Unusable e) {
            throw StartRefused.because(QdrantAddress.URL, qdrant.url().toString(), e.getMessage(), e.remedy());
        }
    }

    /** Tells the application where its own files are. */
    private void settle(Map<String, String> started) {
        Path directory = settings.dataDirectory();
        try {
            Path uploads = OwnerOnly.directory(directory.resolve("uploads"));
            Path parsing = OwnerOnly.directory(directory.resolve("parsing"));
            if (settings.postgres().isEmpty()) {
                var unused = OwnerOnly.directory(directory.resolve("postgres"));
            }
            started.put("lockstep.uploads.default-directory", uploads.toString());
            started.put("lockstep.parsing.default-directory", parsing.toString());
            started.put(VertxCache.SETTING, VertxCache.in(directory).toString());
        } catch (IOException e) {
            throw StartRefused.because(
                    Settings.DATA_DIRECTORY,
                    directory.toString(),
                    "its subdirectories can't be made (" + e + ")",
                    "make it writable for this user, with all that is in it, or name another one");
        }
    }

    private Path temporaryCache() {
        try {
            return VertxCache.temporary(lifetime);
        } catch (IOException e) {
            throw new StartRefused(
                    "No directory can be made for temporary files (" + e
                            + "): make the one that the system has for them writable, or name another one (-Djava.io.tmpdir=...).");
        }
    }

    private String startPostgres(Map<String, String> started) {
        Path directory = settings.dataDirectory().resolve("postgres");
        try {
            EmbeddedPostgresServer server = holder.postgres(new EmbeddedPostgresServer.Options(
                    directory, Cache.directory(settings.dataDirectory()), 0, narration::say));
            started.put(PostgresAddress.URL, server.url());
            started.put(PostgresAddress.USERNAME, server.username());
            started.put(PostgresAddress.PASSWORD, server.password());
            // Nobody else can be at work on a server of our own, so the remains of a killed process are recovered at
            // once.
            started.put("lockstep.unit-of-work.sole-owner", "true");
            return "embedded PostgreSQL ready at " + server.url() + ", data in " + directory;
        } catch (EmbeddedPostgresException e) {
            throw new StartRefused("The embedded PostgreSQL can't start. " + e.getMessage());
        }
    }

    private String startQdrant(Map<String, String> started) {
        Path directory = settings.dataDirectory().resolve("qdrant");
        try {
            String key = settings.qdrantKey().orElseGet(RandomKey::next);
            EmbeddedQdrant server = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory)
                    .withApiKey(key)
                    .withMostCollections(settings.mostCollections()));
            lifetime.owns(server);
            String url = "http://127.0.0.1:" + server.port();
            started.put(QdrantAddress.URL, url);
            started.put(QdrantAddress.API_KEY, key);
            return "embedded Qdrant ready at " + url + ", data in " + directory;
        } catch (IllegalArgumentException e) {
            throw new StartRefused(QdrantAddress.API_KEY + " can't be used. " + e.getMessage() + ".");
        } catch (IllegalStateException e) {
            throw new StartRefused(e.getMessage() + ".");
        }
    }
}
