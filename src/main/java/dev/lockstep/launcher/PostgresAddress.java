package dev.lockstep.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Says where a configured PostgreSQL is, and as whom to go there. */
record PostgresAddress(String url, String username, String password) {

    static final String URL = "lockstep.postgres.url";
    static final String USERNAME = "lockstep.postgres.username";
    static final String PASSWORD = "lockstep.postgres.password";

    private static final int DEFAULT_PORT = 5432;

    static Optional<PostgresAddress> from(Config config) {
        return config.getOptionalValue(URL, String.class).map(url -> {
            requireAddress(url);
            String username = config.getOptionalValue(USERNAME, String.class)
                    .orElseThrow(() -> StartRefused.because(
                            URL, url, USERNAME + " is not set", "set " + USERNAME + " and " + PASSWORD));
            return new PostgresAddress(
                    url,
                    username,
                    config.getOptionalValue(PASSWORD, String.class).orElse(""));
        });
    }

    String hostAndPort() {
        URI uri = URI.create(url);
        return uri.getHost() + ":" + (uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }

    String database() {
        return URI.create(url).getPath().substring(1);
    }

    private static void requireAddress(String url) {
        if (!isAddress(url)) {
            throw StartRefused.because(
                    URL,
                    RedactedAddress.url(url),
                    "that is not an address of PostgreSQL",
                    "write postgresql://host:port/database, and the user and password as " + USERNAME + " and "
                            + PASSWORD);
        }
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            return "postgresql".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPath().matches("/[^/]+");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
