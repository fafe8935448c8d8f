package dev.lockstep.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running PostgreSQL of ours. Its data stay in the directory that it is given; it listens on loopback only.
 *
 * <p>One process at a time may use a directory, and its caller sees to that: a server that is found running there is
 * taken for one that an earlier, killed process left behind, and is stopped first.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    public static final String DATABASE = "lockstep";

    /** A committed transaction is on the disk. PostgreSQL sees to that by default, but it is said here because P1 to P7 rest on it. */
    private static final List<String> DURABLE = List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on");

    /** Crash recovery after a kill may replay a gigabyte of log on a slow disk. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    /** Between choosing a free port and PostgreSQL's binding it, somebody else may take it. */
    private static final int PORT_ATTEMPTS = 5;

    private final Cluster cluster;
    private final Binaries binaries;
    private final Postmaster postmaster;

    private EmbeddedPostgresServer(Cluster cluster, Binaries binaries, Postmaster postmaster) {
        this.cluster = cluster;
        this.binaries = binaries;
        this.postmaster = postmaster;
    }

    /**
     * Says where and how the server runs.
     *
     * @param directory keeps everything of this server
     * @param cache keeps the unpacked programs, which several servers may share
     * @param port to listen on; 0 takes any that is free
     * @param progress is told of each step that takes a while
     */
    public record Options(Path directory, Path cache, int port, Consumer<String> progress) {
        public Options {
            directory = directory.toAbsolutePath().normalize();
            cache = cache.toAbsolutePath().normalize();
        }

        public Options(Path directory, Path cache) {
            this(directory, cache, 0, step -> {});
        }
    }

    /** Starts a server, and first makes whatever is not there yet: programs, data directory, database. */
    public static EmbeddedPostgresServer start(Options options) {
        Binaries binaries = Binaries.unpacked(options.cache(), options.progress());
        Cluster cluster = new Cluster(options.directory());
        Postmaster.find(cluster.data()).ifPresent(orphan -> {
            options.progress()
                    .accept("stopping the PostgreSQL (pid " + orphan.process().pid() + ") that a killed process left");
            orphan.stop(binaries);
        });
        cluster.prepare(binaries, options.progress());
        EmbeddedPostgresServer server =
                new EmbeddedPostgresServer(cluster, binaries, startPostmaster(cluster, binaries, options.port()));
        server.provideDatabase();
        return server;
    }

    /** Finds the server that already runs on this directory, for a caller that knows that it started it. */
    public static Optional<EmbeddedPostgresServer> running(Options options) {
        Cluster cluster = new Cluster(options.directory());
        return Postmaster.find(cluster.data())
                .map(postmaster -> new EmbeddedPostgresServer(
                        cluster, Binaries.unpacked(options.cache(), options.progress()), postmaster));
    }

    public int port() {
        return postmaster.port();
    }

    /** The address as {@code postgresql://host:port/database}. */
    public String url() {
        return "postgresql://127.0.0.1:" + port() + "/" + DATABASE;
    }

    public String username() {
        return Cluster.USER;
    }

    public String password() {
        return cluster.password();
    }

    public long pid() {
        return postmaster.process().pid();
    }

    /** Returns the command that stops the server, for a shutdown hook that must not load a class. */
    public List<String> stopCommand() {
        return postmaster.stopCommand(binaries);
    }

    /** Cuts off whoever is connected, writes everything and waits for the end. Calling it again does nothing. */
    @Override
    public void close() {
        postmaster.stop(binaries);
    }

    private static Postmaster startPostmaster(Cluster cluster, Binaries binaries, int port) {
        Command pgCtl = binaries.command("pg_ctl", START_TIMEOUT.plusSeconds(10));
        for (int attempt = 1; ; attempt++) {
            cluster.rotateLog();
            forgetImpostor(cluster);
            Command.Result result = pgCtl.run(startArguments(cluster, port == 0 ? LoopbackPort.anyFree() : port));
            Optional<Postmaster> postmaster = Postmaster.find(cluster.data());
            if (result.succeeded() && postmaster.isPresent()) {
                return postmaster.get();
            }
            postmaster.ifPresent(late -> late.stop(binaries));
            boolean portTaken = port == 0 && cluster.logTail().contains("Address already in use");
            if (!portTaken || attempt == PORT_ATTEMPTS) {
                throw new EmbeddedPostgresException("PostgreSQL does not start on %s: %s\nThe end of %s:\n%s"
                        .formatted(cluster.data(), result.output(), cluster.log(), cluster.logTail()));
            }
        }
    }

    private static List<String> startArguments(Cluster cluster, int port) {
        Stream<String> settings = Stream.concat(
                DURABLE.stream(),
                Stream.of(
                        "listen_addresses=127.0.0.1",
                        "port=" + port,
                        "unix_socket_directories=",
                        // Clusters of older builds have a name here that stops every parallel worker.
                        "default_text_search_config=pg_catalog.english",
                        "log_statement=none"));
        return List.of(
                "start",
                "--pgdata=" + cluster.data(),
                "--log=" + cluster.log(),
                "--options=" + settings.map(setting -> "-c " + setting).collect(Collectors.joining(" ")),
                "--wait",
                "--silent",
                "--timeout=" + START_TIMEOUT.toSeconds());
    }

    private static void forgetImpostor(Cluster cluster) {
        try {
            Postmaster.forgetImpostor(cluster.data());
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The stale postmaster.pid in " + cluster.data() + " can't be removed: " + e, e);
        }
    }

    private void provideDatabase() {
        try {
            Databases.on(this).provide(DATABASE);
        } catch (EmbeddedPostgresException e) {
            close();
            throw e;
        }
    }
}
