package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.Eventually;
import dev.lockstep.embedded.qdrant.Gate;
import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.PointsGrpc;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClosingTest {
    @TempDir
    Path directory;

    @Test
    void closingTwiceIsClosingOnce() {
        RunningQdrant qdrant = RunningQdrant.in(directory).withCollection(1, Distance.Dot);
        qdrant.server.close();
        try (RunningQdrant next = RunningQdrant.in(directory)) {
            qdrant.close();
            next.upsert(point(1, Map.of(), 1));
            assertThat(next.count()).isEqualTo(1);
        }
    }

    @Test
    void itsThreadsEndWithIt() {
        Set<Thread> before = threads();
        try (RunningQdrant qdrant = RunningQdrant.in(directory, EmbeddedQdrant.Options::withInProcess)
                .withCollection(1, Distance.Dot)) {
            qdrant.upsert(point(1, Map.of(), 1));
            assertThat(threads()).as("while it runs").isNotEqualTo(before);
        }
        Eventually.until("its threads end", () -> before.containsAll(threads()));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("embedded-qdrant")
                        || thread.getName().startsWith("Lucene"))
                .collect(Collectors.toSet());
    }

    @Test
    void aCallUnderWayIsAnsweredThatTheServerCloses() throws Exception {
        Gate gate = new Gate();
        CountDownLatch arrived = new CountDownLatch(1);
        RunningQdrant qdrant = RunningQdrant.in(
                directory,
                options -> options.withHook((collection, operation) -> {
                    arrived.countDown();
                    gate.apply(collection, operation);
                }));
        try {
            qdrant.withCollection(1, Distance.Dot);
            var channel = qdrant.server.channel();
            var waiting = PointsGrpc.newFutureStub(channel)
                    .upsert(upsertOf(point(1, Map.of(), 1)).setWait(true).build());
            arrived.await();
            qdrant.server.close();
            assertThatThrownBy(waiting::get).hasMessageContaining("UNAVAILABLE");
            channel.shutdownNow();
        } finally {
            gate.open();
            qdrant.close();
        }
        try (RunningQdrant next = RunningQdrant.in(directory)) {
            assertThat(next.count()).as("it was logged").isEqualTo(1);
        }
    }

    @Test
    void nobodyIsToldThatACollectionIsMissingBecauseTheServerCloses() throws Exception {
        CollectionRegistry registry = CollectionRegistry.open(directory, UpdateSettings.DEFAULT);
        registry.create(RunningQdrant.creation(POINTS, 1, Distance.Dot));
        PointCollection collection = registry.get(POINTS);
        registry.close();
        String message = "UNAVAILABLE: The server is being closed";
        assertThatThrownBy(() -> registry.get(POINTS)).hasMessage(message);
        assertThatThrownBy(() -> registry.contains(POINTS)).hasMessage(message);
        assertThatThrownBy(() -> registry.delete(POINTS)).hasMessage(message);
        assertThatThrownBy(() -> registry.create(RunningQdrant.creation("b", 1, Distance.Dot)))
                .hasMessage(message);
        assertThatThrownBy(collection::snapshot).hasMessageStartingWith("UNAVAILABLE");
    }
}
