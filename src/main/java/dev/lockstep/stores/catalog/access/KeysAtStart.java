package dev.lockstep.stores.catalog.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks for keys while the service starts, when it must know before it listens, and has nothing else to do. */
@ApplicationScoped
public class KeysAtStart {

    private static final String ANY = """
            SELECT EXISTS (SELECT FROM api_key
                           WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()))
            """;

    private final AgroalDataSource database;

    KeysAtStart(AgroalDataSource database) {
        this.database = database;
    }

    /** Tells whether there is a key that works. */
    public boolean any() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ANY)) {
            return found.next() && found.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not tell whether there are keys", e);
        }
    }
}
