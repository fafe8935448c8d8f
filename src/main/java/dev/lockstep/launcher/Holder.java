package dev.lockstep.launcher;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import java.nio.file.Path;

/** Holds what the application needs around itself, and lets go of it when the time has come. */
sealed interface Holder permits ApplicationHolder, DevModeHolder {

    void lock(Path dataDirectory);

    EmbeddedPostgresServer postgres(EmbeddedPostgresServer.Options options);
}
