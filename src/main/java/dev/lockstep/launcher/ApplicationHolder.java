package dev.lockstep.launcher;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import java.nio.file.Path;

/** Holds everything as long as the application lives. */
record ApplicationHolder(Lifetime lifetime) implements Holder {

    @Override
    public void lock(Path dataDirectory) {
        lifetime.owns(DataDirectoryLock.take(dataDirectory));
    }

    @Override
    public EmbeddedPostgresServer postgres(EmbeddedPostgresServer.Options options) {
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(options);
        lifetime.owns(server);
        return server;
    }
}
