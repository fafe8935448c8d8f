package dev.lockstep.proof.crashes;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings.Visibility;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.TestPostgres;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Both stores, in this JVM: the application dies without them. */
final class OutlivingStores implements AutoCloseable {

    private final String database;
    private final EmbeddedQdrant server;
    private final QdrantClient qdrant;
    private final Connection catalog;

    OutlivingStores(Path directory) throws SQLException {
        EmbeddedPostgresServer postgres = TestPostgres.server();
        database = TestPostgres.freshDatabase();
        server = EmbeddedQdrant.start(
                EmbeddedQdrant.Options.in(directory).withUpdates(updates -> updates.withVisibility(Visibility.GROUPS)));
        qdrant = new QdrantClient(QdrantGrpcClient.newBuilder("127.0.0.1", server.port(), false, false)
                .build());
        catalog = DriverManager.getConnection("jdbc:" + database, postgres.username(), postgres.password());
    }

    /** How the application finds them. */
    Map<String, String> settings() {
        return Map.of(
                "lockstep.postgres.url",
                database,
                "lockstep.postgres.username",
                TestPostgres.server().username(),
                "lockstep.postgres.password",
                TestPostgres.server().password(),
                "lockstep.qdrant.url",
                "http://127.0.0.1:" + server.port());
    }

    /** The units of work by their idempotency keys. */
    Map<String, String> unitsOfWork() throws SQLException {
        Map<String, String> ids = new HashMap<>();
        try (Statement statement = catalog.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT idempotency_key, id FROM unit_of_work WHERE idempotency_key IS NOT NULL")) {
            while (rows.next()) {
                ids.put(rows.getString(1), rows.getString(2));
            }
        }
        return ids;
    }

    /**
     * As if time had passed: a new process ends the leases of its predecessor by itself, but leaves sweeps to their time, and
     * one that died over a sweep has left a long lease.
     */
    void letSweepsBeDue() throws SQLException {
        try (Statement statement = catalog.createStatement()) {
            statement.execute("UPDATE unit_of_work SET lease_until = now() WHERE state = 'COMPENSATED'");
        }
    }

    /** The rows of a document are lost, and its points are not: they are zombies. */
    void loseRowsOf(String externalId) throws SQLException {
        try (Statement statement = catalog.createStatement()) {
            String document = "(SELECT id FROM document WHERE external_id = '" + externalId + "')";
            assertThat(statement.executeUpdate("DELETE FROM document_version WHERE document_id = " + document))
                    .isEqualTo(1);
            statement.executeUpdate("DELETE FROM document WHERE external_id = '" + externalId + "'");
        }
    }

    /** The points of a document are lost, and its rows are not. */
    void losePointsOf(String externalId) throws Exception {
        Set<String> points = strings("SELECT point_id FROM chunk c JOIN document d ON d.id = c.document_id"
                + " AND d.live_version = c.version WHERE d.external_id = '" + externalId + "'");
        String collection =
                strings("SELECT collection FROM knowledge_base").iterator().next();
        qdrant.deleteAsync(
                        collection,
                        points.stream()
                                .map(point -> PointIdFactory.id(UUID.fromString(point)))
                                .toList())
                .get();
    }

    /** Nothing is left to be done: every unit of work has come to an end, no garbage is due, and no generation is changing. */
    void awaitQuiet() {
        Eventually.holds(() -> {
            isEmpty("SELECT id FROM unit_of_work WHERE state NOT IN ('SETTLED', 'SWEPT')");
            isEmpty("SELECT point_id FROM garbage");
            isEmpty("SELECT collection FROM knowledge_base_generation"
                    + " WHERE state NOT IN ('LIVE', 'RETIRED', 'DROPPED')");
        });
    }

    /** Both stores have the same, and nothing that is not live. */
    void agree() throws Exception {
        isEmpty("SELECT point_id FROM chunk c WHERE (c.document_id, c.version) NOT IN"
                + " (SELECT document_id, version FROM superseded_version) EXCEPT SELECT point_id FROM live_point");
        isEmpty("SELECT point_id FROM message_piece EXCEPT SELECT point_id FROM live_point");
        isEmpty("SELECT id FROM document WHERE live_version IS NULL");
        isEmpty("SELECT v.document_id FROM document_version v JOIN document d ON d.id = v.document_id"
                + " WHERE v.version <> d.live_version AND (v.document_id, v.version) NOT IN"
                + " (SELECT document_id, version FROM superseded_version)");
        isEmpty("SELECT id FROM message WHERE ordinal IS NULL");
        isEmpty("SELECT id FROM knowledge_base WHERE state <> 'LIVE'");
        isEmpty("SELECT id FROM conversation WHERE state <> 'LIVE'");
        assertThat(collections()).as("collections").isEqualTo(strings("SELECT collection FROM point_home"));
        Set<String> live = strings("SELECT collection || ' ' || point_id FROM live_point");
        Set<String> points = points();
        assertThat(without(points, live)).as("points that are not live").isEmpty();
        assertThat(without(live, points)).as("live points that Qdrant lacks").isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> these) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(these);
        return rest;
    }

    private Set<String> collections() throws Exception {
        return new TreeSet<>(qdrant.listCollectionsAsync().get());
    }

    private Set<String> points() throws Exception {
        Set<String> points = new TreeSet<>();
        for (String collection : collections()) {
            ScrollPoints all = ScrollPoints.newBuilder()
                    .setCollectionName(collection)
                    .setLimit(100_000)
                    .build();
            for (RetrievedPoint point : qdrant.scrollAsync(all).get().getResultList()) {
                points.add(collection + " " + point.getId().getUuid());
            }
        }
        return points;
    }

    private void isEmpty(String sql) throws SQLException {
        assertThat(strings(sql)).as(sql).isEmpty();
    }

    private Set<String> strings(String sql) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Statement statement = catalog.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        catalog.close();
        qdrant.close();
        server.close();
    }
}
