package dev.lockstep.stores.catalog.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

/** What was stored before dates were written down beside the metadata is found by date all the same. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class MetadataDatesMigrationTest {

    @Inject
    AgroalDataSource database;

    @Test
    void olderDocumentsGetTheirDates() throws SQLException {
        Api kb = Api.newKnowledgeBase();
        Object metadata = Map.of("due", List.of("soon", "2026-01-01 12:00:00"), "in", Map.of("at", "2026-01-01"));
        kb.post(Map.of("text", "A.", "metadata", metadata)).then().statusCode(201);
        kb.post(Map.of("text", "B.")).then().statusCode(201);
        Map<String, ?> noon = Map.of("due", Map.of("$gte", "2026-01-01T13:00:00+01:00"));
        Map<String, ?> midnight = Map.of("in.at", Map.of("$lte", "2026-01-01"));
        execute("UPDATE document_version SET dates = '{}'");
        kb.list(noon, 5).body("data", hasSize(0));

        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            new V7_1__MetadataDates().migrate(new On(connection));
            connection.commit();
        }

        kb.list(noon, 5).body("data", hasSize(1));
        kb.list(midnight, 5).body("data", hasSize(1));
    }

    @Test
    void theMigrationIsOneThatFlywayKnows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet applied = statement.executeQuery(
                        "SELECT success FROM flyway_schema_history WHERE version = '7.1' AND type = 'JDBC'")) {
            assertThat(applied.next()).isTrue();
            assertThat(applied.getBoolean("success")).isTrue();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private record On(Connection connection) implements Context {
        @Override
        public Configuration getConfiguration() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Connection getConnection() {
            return connection;
        }
    }
}
