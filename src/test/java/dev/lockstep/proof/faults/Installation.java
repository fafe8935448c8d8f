package dev.lockstep.proof.faults;

import dev.lockstep.proof.crashes.PackagedApplication;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.FaultablePostgres;
import dev.lockstep.testing.FaultableQdrant;
import dev.lockstep.testing.TcpProxy;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application with stores of its own, and a wire to each that can be cut. Its bounds are tighter than the
 * defaults, so that what takes time takes less of it.
 */
final class Installation implements AutoCloseable {

    /** Points that the write buffer holds at most. */
    static final int BUFFER = 20;

    final FaultablePostgres postgres;
    final FaultableQdrant qdrant;
    final TcpProxy toPostgres;
    final TcpProxy toQdrant;
    final PackagedApplication application;

    private Installation(Path directory) throws IOException {
        Files.createDirectories(directory);
        postgres = FaultablePostgres.start(directory.resolve("postgres"));
        qdrant = FaultableQdrant.start(directory.resolve("qdrant"));
        toPostgres = TcpProxy.to(postgres.port());
        toQdrant = TcpProxy.to(qdrant.port());
        application = PackagedApplication.start(
                directory.resolve("data"),
                "lockstep.postgres.url=" + postgres.urlThrough(toPostgres),
                "lockstep.postgres.username=" + postgres.username(),
                "lockstep.postgres.password=" + postgres.password(),
                "lockstep.qdrant.url=http://127.0.0.1:" + toQdrant.port(),
                "lockstep.qdrant.request-timeout=3s",
                "lockstep.search.timeout=3s",
                "lockstep.catalog.statement-timeout=3s",
                "lockstep.catalog.transaction-timeout=4s",
                "lockstep.unit-of-work.timeout=8s",
                "lockstep.unit-of-work.lease-margin=2s",
                "lockstep.unit-of-work.recovery-interval=500ms",
                "lockstep.unit-of-work.max-backoff=2s",
                "lockstep.buffer.max-points=" + BUFFER,
                "lockstep.buffer.confirm-within=1s");
    }

    static Installation start() throws IOException {
        return new Installation(
                Path.of("target", "installations", UUID.randomUUID().toString()).toAbsolutePath());
    }

    /** No fault is left, and everything answers. */
    void mend() {
        toPostgres.mend();
        toQdrant.mend();
        qdrant.faults().clear();
        Eventually.holds(() -> assertThat(
                        application.send("GET", "/q/health/ready", null).statusCode())
                .isEqualTo(200));
    }

    /** Everything that was begun has ended, and Qdrant has exactly the points of the live chunks. */
    void bothStoresAgree() {
        Eventually.holds(() -> {
            assertThat(strings("SELECT id || ' is ' || state FROM unit_of_work"
                            + " WHERE state IN ('STAGED', 'COMMITTED', 'COMPENSATING', 'PARKED')"))
                    .isEmpty();
            assertThat(strings("SELECT point_id FROM garbage")).isEmpty();
            assertThat(points()).isEqualTo(liveChunks());
            assertThat(strings("SELECT point_id FROM chunk c WHERE (c.document_id, c.version) NOT IN"
                            + " (SELECT document_id, version FROM superseded_version)"))
                    .isEqualTo(liveChunks());
        });
    }

    Set<String> liveChunks() throws SQLException {
        return strings(
                "SELECT point_id FROM chunk c JOIN document d ON d.id = c.document_id AND d.live_version = c.version");
    }

    /** What Qdrant shows, asked directly. */
    Set<String> points() throws Exception {
        try (QdrantClient client =
                new QdrantClient(QdrantGrpcClient.newBuilder("127.0.0.1", qdrant.port(), false, false)
                        .build())) {
            Set<String> ids = new TreeSet<>();
            for (String collection : strings("SELECT collection FROM knowledge_base WHERE state = 'LIVE'")) {
                ScrollPoints all = ScrollPoints.newBuilder()
                        .setCollectionName(collection)
                        .setLimit(100_000)
                        .build();
                for (RetrievedPoint point : client.scrollAsync(all).get().getResultList()) {
                    ids.add(point.getId().getUuid());
                }
            }
            return ids;
        }
    }

    /** The states of units of work that have not ended. */
    Set<String> openStates() throws SQLException {
        return strings("SELECT DISTINCT state FROM unit_of_work"
                + " WHERE state IN ('STAGED', 'COMMITTED', 'COMPENSATING', 'PARKED')");
    }

    Set<String> strings(String sql) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Connection connection = catalog();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** Past the proxy. */
    Connection catalog() throws SQLException {
        return DriverManager.getConnection("jdbc:" + postgres.url(), postgres.username(), postgres.password());
    }

    @Override
    public void close() throws Exception {
        application.close();
        toQdrant.close();
        toPostgres.close();
        qdrant.close();
        postgres.close();
    }
}
