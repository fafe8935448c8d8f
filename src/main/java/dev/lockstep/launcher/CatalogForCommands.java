package dev.lockstep.launcher;

import dev.lockstep.embedded.postgres.EmbeddedPostgresException;
import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.stores.catalog.documents.JavaMigrations;
import dev.lockstep.stores.catalog.postgres.BriefCatalog;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the PostgreSQL that a command works on: the one that is configured, else that of the service that runs on the data directory, else
 * the embedded one, which is started until the command has ended.
 */
record CatalogForCommands(Settings settings, Lifetime lifetime, Narration narration) {

    BriefCatalog open() {
        PostgresAddress address =
                settings.postgres().map(CatalogForCommands::usable).orElseGet(this::embedded);
        BriefCatalog catalog =
                BriefCatalog.open(address.url(), address.username(), address.password(), new JavaMigrations());
        lifetime.owns(catalog);
        return catalog;
    }

    private static PostgresAddress usable(PostgresAddress address) {
        Object unused = new PostgresProbe(address).check();
        return address;
    }

    private PostgresAddress embedded() {
        Path data = settings.dataDirectory();
        DataDirectory.make(data, narration);
        try {
            EmbeddedPostgresServer server = server(data);
            return new PostgresAddress(server.url(), server.username(), server.password());
        } catch (EmbeddedPostgresException e) {
            throw new StartRefused("The embedded PostgreSQL can't be used. " + e.getMessage());
        }
    }

    private EmbeddedPostgresServer server(Path data) {
        EmbeddedPostgresServer.Options options =
                new EmbeddedPostgresServer.Options(data.resolve("postgres"), Cache.directory(data), 0, narration::say);
        Optional<DataDirectoryLock> lock = DataDirectoryLock.tryTake(data);
        if (lock.isEmpty()) {
            return EmbeddedPostgresServer.running(options)
                    .orElseThrow(() -> StartRefused.because(
                            Settings.DATA_DIRECTORY,
                            data.toString(),
                            "the service on it has no PostgreSQL yet",
                            "try again when it has started"));
        }
        lifetime.owns(lock.get());
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(options);
        lifetime.owns(server);
        return server;
    }
}
