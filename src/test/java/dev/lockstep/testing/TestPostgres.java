package dev.lockstep.testing;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL for all tests of this JVM, started when the first of them asks and stopped when the JVM ends. */
public final class TestPostgres {

    private static @Nullable EmbeddedPostgresServer server;

    private TestPostgres() {}

    public static synchronized EmbeddedPostgresServer server() {
        if (server == null) {
            // A directory of its own, so that two builds side by side do not stop each other's server.
            Path directory = Path.of(
                    "target",
                    "embedded-postgres",
                    Long.toString(ProcessHandle.current().pid()));
            EmbeddedPostgresServer started = EmbeddedPostgresServer.start(
                    new EmbeddedPostgresServer.Options(directory, Path.of("target", "embedded-cache")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, directory), "test PostgreSQL"));
            server = started;
        }
        return server;
    }

    /** Makes an empty database and returns its {@code postgresql://} address. */
    public static String freshDatabase() {
        EmbeddedPostgresServer running = server();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + running.url(), running.username(), running.password());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE DATABASE " + name);
            return "postgresql://127.0.0.1:" + running.port() + "/" + name;
        } catch (SQLException e) {
            throw new IllegalStateException("no database for the test", e);
        }
    }

    /** Ends every connection to a database but the one that says so. @return how many */
    public static int terminateBackends(String url, String username, String password) {
        try (Connection connection = DriverManager.getConnection("jdbc:" + url, username, password);
                Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            return ended.next() ? ended.getInt(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException("the connections were not ended", e);
        }
    }

    private static void stop(EmbeddedPostgresServer server, Path directory) {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            System.err.println(directory + " is left behind: " + e);
        }
    }
}
