package dev.lockstep.proof.histories;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.proof.crashes.PackagedApplication;
import dev.lockstep.testing.FaultablePostgres;
import dev.lockstep.testing.FaultableQdrant;
import dev.lockstep.testing.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Two replicas on one PostgreSQL and one Qdrant, with a wire that can be cut between each replica and each store. */
final class World implements AutoCloseable {

    /** After the last fault, services may take so long until nothing is refused any more. */
    private static final Duration CONVALESCENCE = Duration.ofSeconds(8);

    private static final List<String> SETTINGS = List.of(
            // Started often, and run for a short time.
            "-XX:TieredStopAtLevel=1",
            "-Xmx384m",
            "quarkus.log.level=WARN",
            "quarkus.datasource.reactive.max-size=8",
            "lockstep.qdrant.request-timeout=1s",
            "lockstep.search.timeout=2s",
            "lockstep.search.points-timeout=500ms",
            "lockstep.unit-of-work.timeout=3s",
            "lockstep.unit-of-work.lease-margin=1s",
            "lockstep.unit-of-work.recovery-interval=300ms",
            "lockstep.unit-of-work.sweep-delays=1s,3s,10s",
            "lockstep.ingestion.purge-after=500ms",
            "lockstep.reconciliation.purge-interval=500ms",
            "lockstep.reconciliation.first-pass-after=1h",
            "lockstep.reconciliation.fuse-share=1.0",
            "lockstep.buffer.confirm-within=1s");

    private final FaultablePostgres postgres;
    private final FaultableQdrant qdrant;
    private final List<Replica> replicas = new ArrayList<>();
    private final ScheduledExecutorService mending = Executors.newSingleThreadScheduledExecutor(World::daemon);
    private final ExecutorService clients = Executors.newCachedThreadPool(World::daemon);
    private @Nullable Path image;
    private boolean lossy;
    private volatile long lastFault = Long.MIN_VALUE;

    World(Path directory, Path jar) {
        postgres = FaultablePostgres.start(directory.resolve("postgres"));
        qdrant = FaultableQdrant.start(directory.resolve("qdrant"));
        // One after the other: the first one makes the schema.
        for (String name : List.of("left", "right")) {
            Replica replica = new Replica(
                    name,
                    TcpProxy.to(postgres.port()),
                    TcpProxy.to(qdrant.port()),
                    launched -> launch(launched, directory.resolve(name), jar));
            replica.awaitUp();
            replicas.add(replica);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private PackagedApplication launch(Replica replica, Path directory, Path jar) throws IOException {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add("lockstep.postgres.url=" + postgres.urlThrough(replica.postgres()));
        settings.add("lockstep.postgres.username=" + postgres.username());
        settings.add("lockstep.postgres.password=" + postgres.password());
        settings.add("lockstep.qdrant.url=http://127.0.0.1:" + replica.qdrant().port());
        return PackagedApplication.start(jar, directory, settings);
    }

    FaultablePostgres postgres() {
        return postgres;
    }

    FaultableQdrant qdrant() {
        return qdrant;
    }

    List<Replica> replicas() {
        return replicas;
    }

    ExecutorService clients() {
        return clients;
    }

    Replica anyReplica(SplittableRandom random) {
        Replica wanted = replicas.get(random.nextInt(replicas.size()));
        if (wanted.isUp()) {
            return wanted;
        }
        Replica other = other(wanted);
        other.awaitUp();
        return other;
    }

    Replica other(Replica replica) {
        return replicas.get(replicas.indexOf(replica) == 0 ? 1 : 0);
    }

    boolean allUp() {
        return replicas.stream().allMatch(Replica::isUp);
    }

    /** The fault lasts this long, whatever else happens. */
    void during(Duration length, Runnable mend) {
        lastFault = System.nanoTime() + length.toNanos();
        var unused = mending.schedule(mend, length.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether Qdrant has lost what nobody can know of before it was repaired. */
    boolean isLossy() {
        return lossy;
    }

    /** Of whatever is under way, again and again. */
    void endLeases(Duration during) {
        long end = System.nanoTime() + during.toNanos();
        clients.execute(() -> {
            while (System.nanoTime() < end) {
                try (Connection catalog = DriverManager.getConnection(
                                "jdbc:" + postgres.url(), postgres.username(), postgres.password());
                        Statement statement = catalog.createStatement()) {
                    statement.executeUpdate(
                            "UPDATE unit_of_work SET lease_until = now() - interval '1 s' WHERE state = 'STAGED'");
                    Thread.sleep(50);
                } catch (SQLException | InterruptedException e) {
                    return;
                }
            }
        });
    }

    /** Whether everything that was committed is confirmed by Qdrant. */
    boolean isSettled() {
        try (Connection catalog = DriverManager.getConnection(
                        "jdbc:" + postgres.url(), postgres.username(), postgres.password());
                Statement statement = catalog.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM unit_of_work WHERE state = 'COMMITTED'")) {
            return !rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Back to the image of the last time; for the next time, an image of now. */
    void restoreQdrant() {
        Path before = image;
        image = qdrant.image();
        if (before != null) {
            lossy = true;
            qdrant.restartFrom(before);
        }
    }

    /** @return whether both stores were compared, and what differed was mended */
    boolean repair(Replica replica) {
        Answer answer = replica.post("/v1/consistency/repair", "{}");
        if (answer.status() == 500 || answer.status() == 404 || answer.status() == 400) {
            throw new Violation("repair was answered " + answer + ": " + answer.body());
        }
        boolean repaired =
                answer.status() == 200 && answer.body().path("state").asText().equals("finished");
        for (JsonNode pass : answer.body().path("passes")) {
            repaired &= pass.path("state").asText().equals("finished");
        }
        lossy &= !repaired;
        return repaired;
    }

    void disturbed() {
        lastFault = Math.max(lastFault, System.nanoTime());
    }

    /** Nothing has been wrong for a while, so nothing may be refused. */
    boolean isHealthy() {
        return allUp() && (lastFault == Long.MIN_VALUE || System.nanoTime() - lastFault > CONVALESCENCE.toNanos());
    }

    void mendAll() {
        qdrant.faults().clear();
        for (Replica replica : replicas) {
            replica.postgres().mend();
            replica.qdrant().mend();
            replica.awaitUp();
        }
        disturbed();
    }

    @Override
    public void close() throws InterruptedException {
        mending.shutdownNow();
        clients.shutdownNow();
        for (Replica replica : replicas) {
            replica.close();
        }
        qdrant.close();
        postgres.close();
    }
}
