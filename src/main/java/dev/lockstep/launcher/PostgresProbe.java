package dev.lockstep.launcher;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Asks a configured PostgreSQL, once and for a bounded time, whether the service can work with it. */
final class PostgresProbe {

    /** The oldest version that its makers still mend. */
    private static final int OLDEST_MAJOR = 14;

    private static final String TIMEOUT_SECONDS = "5";

    private static final String FITNESS = """
            SELECT current_setting('server_version_num')::int / 10000 AS major,
                   current_setting('server_version') AS version,
                   current_setting('server_encoding') AS encoding,
                   coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create""";

    private final PostgresAddress address;

    PostgresProbe(PostgresAddress address) {
        this.address = address;
    }

    /** Returns the server's version, if the service can work with it. */
    String check() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet fitness = statement.executeQuery(FITNESS)) {
            fitness.next();
            requireFit(fitness.getInt("major"), fitness.getString("encoding"), fitness.getBoolean("may_create"));
            return fitness.getString("version");
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.username());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        return DriverManager.getConnection("jdbc:" + address.url(), properties);
    }

    private void requireFit(int major, String encoding, boolean mayCreate) {
        if (major < OLDEST_MAJOR) {
            throw refused("that is a PostgreSQL " + major, "use version " + OLDEST_MAJOR + " or later");
        }
        if (!"UTF8".equals(encoding)) {
            throw refused(
                    "the database's encoding is " + encoding, "create it with ENCODING 'UTF8' TEMPLATE template0");
        }
        if (!mayCreate) {
            throw refused(
                    "the user " + address.username() + " may not create tables there",
                    "GRANT it CREATE on the schema, or make it the database's owner");
        }
    }

    private StartRefused explain(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "28P01", "28000", "08004" ->
                StartRefused.because(
                        PostgresAddress.USERNAME,
                        address.username(),
                        "PostgreSQL at " + address.hostAndPort() + " does not accept that user and password ("
                                + said(failure) + ")",
                        "correct " + PostgresAddress.USERNAME + " and " + PostgresAddress.PASSWORD);
            case "3D000" -> refused("there is no database " + address.database(), "create it, or correct the address");
            default ->
                refused(
                        reason(failure),
                        "correct the address, start what should be there, or unset it for the"
                                + " embedded PostgreSQL");
        };
    }

    private String reason(SQLException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException) {
            return "the host of " + address.hostAndPort() + " is unknown";
        }
        if (cause instanceof SocketTimeoutException
                || String.valueOf(failure.getMessage()).contains("timed out")) {
            return address.hostAndPort() + " does not answer within " + TIMEOUT_SECONDS + " s";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "nothing listens at " + address.hostAndPort();
        }
        if (String.valueOf(failure.getSQLState()).startsWith("08")) {
            return "something other than PostgreSQL answers at " + address.hostAndPort() + " (" + said(failure) + ")";
        }
        return "PostgreSQL at " + address.hostAndPort() + " refuses the connection (" + said(failure) + ")";
    }

    private StartRefused refused(String why, String remedy) {
        return StartRefused.because(PostgresAddress.URL, RedactedAddress.url(address.url()), why, remedy);
    }

    /** Tells a failure on one line and without a full stop, to fit into a sentence. */
    private static String said(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .strip()
                .replaceAll("\\s+", " ")
                .replaceAll("[.:]$", "");
    }
}
