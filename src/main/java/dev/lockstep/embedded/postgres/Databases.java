package dev.lockstep.embedded.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases of a running server. */
final class Databases {

    private static final String MAINTENANCE = "postgres";

    private final PGSimpleDataSource maintenance;

    private Databases(PGSimpleDataSource maintenance) {
        this.maintenance = maintenance;
    }

    static Databases on(EmbeddedPostgresServer server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(MAINTENANCE);
        source.setUser(server.username());
        source.setPassword(server.password());
        return new Databases(source);
    }

    /** Makes the database if it isn't there. */
    void provide(String name) {
        try (Connection connection = maintenance.getConnection()) {
            if (!exists(connection, name)) {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("CREATE DATABASE \"" + name + "\"");
                }
            }
        } catch (SQLException e) {
            throw new EmbeddedPostgresException(
                    "The embedded PostgreSQL can't provide the database " + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
