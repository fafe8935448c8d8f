package dev.lockstep.testing;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.embedded.postgres.EmbeddedPostgresServer.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of one test: it is killed, and started again on its port and data. Never the shared {@link TestPostgres}. */
public final class FaultablePostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final int port;
    private EmbeddedPostgresServer server;

    private FaultablePostgres(Path directory) {
        this.directory = directory;
        this.server = EmbeddedPostgresServer.start(options(0));
        this.port = server.port();
    }

    public static FaultablePostgres start(Path directory) {
        return new FaultablePostgres(directory);
    }

    private Options options(int wantedPort) {
        return new Options(directory, Path.of("target", "embedded-cache"), wantedPort, step -> {});
    }

    /** The same after every restart. */
    public int port() {
        return port;
    }

    /** Of its one database, as {@code postgresql://host:port/database}. */
    public String url() {
        return server.url();
    }

    /** The same database through another port, that of a {@link TcpProxy}. */
    public String urlThrough(TcpProxy proxy) {
        return "postgresql://127.0.0.1:" + proxy.port() + "/" + EmbeddedPostgresServer.DATABASE;
    }

    public String username() {
        return server.username();
    }

    public String password() {
        return server.password();
    }

    /** Ends every connection but the one that says so. @return how many */
    public int terminateBackends() {
        return TestPostgres.terminateBackends(url(), username(), password());
    }

    /** As {@code kill -9} of all its processes: what was committed is on the disk, nothing else is. */
    public void kill() {
        ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
        // A backend would notice its postmaster's death only after what it is doing.
        List<ProcessHandle> backends = postmaster.descendants().toList();
        if (!postmaster.destroyForcibly()) {
            throw new IllegalStateException("PostgreSQL was not killed");
        }
        backends.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(postmaster);
        backends.forEach(FaultablePostgres::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            CompletableFuture<ProcessHandle> end = process.onExit();
            end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("process " + process.pid() + " does not end", e);
        }
    }

    /** After {@link #kill}: recovers what was committed. */
    public void restart() {
        server = EmbeddedPostgresServer.start(options(port));
    }

    @Override
    public void close() {
        server.close();
    }
}
