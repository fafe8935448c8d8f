package dev.lockstep.proof.histories;

import dev.lockstep.testing.Eventually;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Once nothing happens any more, both stores hold the same points, and nothing is left to be done. */
final class Quiescence {

    private Quiescence() {}

    static void comes(World world) throws Exception {
        String url = "jdbc:" + world.postgres().url();
        try (Connection catalog = DriverManager.getConnection(
                        url, world.postgres().username(), world.postgres().password());
                QdrantClient qdrant = new QdrantClient(
                        QdrantGrpcClient.newBuilder("127.0.0.1", world.qdrant().port(), false, false)
                                .build())) {
            Eventually.holds(() -> {
                assertThat(strings(
                                catalog,
                                "SELECT state || ' ' || coalesce(last_error, '') FROM unit_of_work"
                                        + " WHERE state NOT IN ('SETTLED', 'SWEPT')"))
                        .isEmpty();
                assertThat(strings(catalog, "SELECT point_id FROM garbage")).isEmpty();
                assertThat(points(qdrant))
                        .isEqualTo(strings(catalog, "SELECT collection || ' ' || point_id FROM live_point"));
                assertThat(strings(
                                catalog,
                                "SELECT point_id FROM chunk c WHERE (c.document_id, c.version) NOT IN"
                                        + " (SELECT document_id, version FROM superseded_version)"
                                        + " UNION SELECT point_id FROM message_piece"))
                        .isEqualTo(strings(catalog, "SELECT point_id FROM live_point"));
            });
        }
    }

    private static Set<String> points(QdrantClient qdrant) throws Exception {
        Set<String> ids = new TreeSet<>();
        for (String collection : qdrant.listCollectionsAsync().get()) {
            ScrollPoints all = ScrollPoints.newBuilder()
                    .setCollectionName(collection)
                    .setLimit(100_000)
                    .build();
            for (RetrievedPoint point : qdrant.scrollAsync(all).get().getResultList()) {
                ids.add(collection + " " + point.getId().getUuid());
            }
        }
        return ids;
    }

    private static Set<String> strings(Connection catalog, String sql) throws Exception {
        Set<String> found = new TreeSet<>();
        try (Statement statement = catalog.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
