package dev.lockstep.launcher;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Holds the lock and PostgreSQL as long as the JVM lives, over any number of live reloads. */
record DevModeHolder() implements Holder {

    @Override
    public void lock(Path dataDirectory) {
        String what = "lock:" + dataDirectory;
        if (!OncePerJvm.happened(what)) {
            DataDirectoryLock lock = DataDirectoryLock.take(dataDirectory);
            OncePerJvm.remember(what, () -> release(lock));
        }
    }

    @Override
    public EmbeddedPostgresServer postgres(EmbeddedPostgresServer.Options options) {
        String what = "postgres:" + options.directory();
        if (OncePerJvm.happened(what)) {
            return EmbeddedPostgresServer.running(options).orElseGet(() -> EmbeddedPostgresServer.start(options));
        }
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(options);
        List<String> stopCommand = server.stopCommand();
        OncePerJvm.remember(what, () -> run(stopCommand));
        return server;
    }

    private static void release(DataDirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            System.err.println("lockstep: the lock of the data directory is not released: " + e);
        }
    }

    private static void run(List<String> command) {
        try {
            int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exitCode != 0) {
                System.err.println("lockstep: " + command + " ended with " + exitCode);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("lockstep: " + command + " can't be run: " + e);
        }
    }
}
