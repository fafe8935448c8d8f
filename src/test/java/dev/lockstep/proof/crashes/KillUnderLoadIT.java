package dev.lockstep.proof.crashes;

import dev.lockstep.testing.Eventually;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application is killed again and again while several clients write. What it acknowledged must be there, what
 * it did not must be there whole or not at all, and both stores must agree once recovery is through.
 */
class KillUnderLoadIT {

    private static final int ROUNDS = 3;
    private static final int CLIENTS = 6;
    private static final long MILLIS_BEFORE_THE_KILL = 4_000;

    private final long seed = System.nanoTime();

    @Test
    void everythingAcknowledgedSurvivesAndNothingHalfDoneRemains() throws Exception {
        Path directory = Path.of("target", "kill-under-load-" + UUID.randomUUID(), "data")
                .toAbsolutePath();
        List<WritingClient> clients = clients();
        PackagedApplication application = PackagedApplication.start(directory);
        try {
            assertThat(application
                            .send("POST", "/v1/knowledge-bases", "{\"name\": \"kb\"}")
                            .statusCode())
                    .isEqualTo(201);
            for (int round = 0; round < ROUNDS; round++) {
                loadUntilKilled(application, clients);
                application = PackagedApplication.start(directory);
                for (WritingClient client : clients) {
                    client.verify(application);
                }
            }
            storesAgree(application);
            report(application, clients);
        } finally {
            application.close();
        }
    }

    private List<WritingClient> clients() {
        List<WritingClient> clients = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new WritingClient(i, random.split(), seed));
        }
        return clients;
    }

    private static void loadUntilKilled(PackagedApplication application, List<WritingClient> clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        List<Future<?>> running = new ArrayList<>();
        for (WritingClient client : clients) {
            running.add(threads.submit((Callable<Void>) () -> {
                client.writeUntilItFails(application);
                return null;
            }));
        }
        Thread.sleep(MILLIS_BEFORE_THE_KILL);
        application.kill();
        for (Future<?> client : running) {
            client.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private static void storesAgree(PackagedApplication application) throws Exception {
        try (Connection catalog = application.catalog();
                QdrantClient qdrant = new QdrantClient(
                        QdrantGrpcClient.newBuilder("127.0.0.1", application.qdrantPort(), false, false)
                                .withApiKey(PackagedApplication.QDRANT_KEY)
                                .build())) {
            Eventually.holds(() -> {
                assertThat(
                                strings(
                                        catalog,
                                        "SELECT DISTINCT state FROM unit_of_work WHERE state NOT IN ('SETTLED', 'SWEPT', 'COMPENSATED')"))
                        .isEmpty();
                assertThat(strings(catalog, "SELECT point_id FROM garbage")).isEmpty();
                assertThat(points(qdrant, strings(catalog, "SELECT collection FROM knowledge_base")))
                        .isEqualTo(liveChunks(catalog))
                        .isEqualTo(strings(
                                catalog,
                                "SELECT point_id FROM chunk c WHERE (c.document_id, c.version) NOT IN"
                                        + " (SELECT document_id, version FROM superseded_version)"));
            });
        }
    }

    private static Set<String> liveChunks(Connection catalog) throws Exception {
        return strings(
                catalog,
                "SELECT point_id FROM chunk c JOIN document d ON d.id = c.document_id AND d.live_version = c.version");
    }

    private static Set<String> points(QdrantClient qdrant, Set<String> collections) throws Exception {
        ScrollPoints all = ScrollPoints.newBuilder()
                .setCollectionName(collections.iterator().next())
                .setLimit(100_000)
                .build();
        Set<String> ids = new TreeSet<>();
        for (RetrievedPoint point : qdrant.scrollAsync(all).get().getResultList()) {
            ids.add(point.getId().getUuid());
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

    private static void report(PackagedApplication application, List<WritingClient> clients) throws Exception {
        try (Connection catalog = application.catalog()) {
            System.out.printf(
                    "killed %d times under %d clients: %d writes acknowledged, all there; %d in doubt, whole or absent;"
                            + " units of work undone by recovery: %s%n",
                    ROUNDS,
                    CLIENTS,
                    clients.stream().mapToInt(WritingClient::acknowledged).sum(),
                    clients.stream().mapToInt(WritingClient::inDoubt).sum(),
                    strings(catalog, "SELECT count(*) FROM unit_of_work WHERE last_error LIKE 'its process died%'"));
        }
    }
}
