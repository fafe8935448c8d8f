package dev.lockstep.proof.faults;

import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.TcpProxy.Direction;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Qdrant is slow, unreachable, late, forgetful. */
class QdrantFaultsIT extends FaultTests {

    @Test
    void aSlowWireSlowsDownAndNothingElse() throws Exception {
        installation.toQdrant.delay(Direction.TO_CLIENT, Duration.ofMillis(150));
        installation.toQdrant.delay(Direction.TO_SERVER, Duration.ofMillis(150));
        assertThat(client.write().statusCode()).isEqualTo(201);
        client.everyAnswerWasTrue();
    }

    @Test
    void lostConnectionsAreMadeAgainUnderLoad() throws Exception {
        try (Load load = new Load(client)) {
            for (int i = 0; i < 5; i++) {
                int before = client.acknowledged();
                installation.toQdrant.reset();
                Eventually.holds(() -> assertThat(client.acknowledged()).isGreaterThan(before));
            }
        }
    }

    @Test
    void whileItIsABlackHoleWritesFailAndSearchesAreAnsweredByWordsSoonAtOnce() throws Exception {
        assertThat(client.write().statusCode()).isEqualTo(201);
        installation.toQdrant.stall();
        assertThat(client.write().statusCode()).isEqualTo(503);
        searchesAreAnsweredAtOnce();
        installation.mend();
        client.everyAnswerWasTrue();
    }

    @Test
    void whileItRefusesConnectionsWritesFailAndSearchesAreAnsweredByWordsSoonAtOnce() throws Exception {
        assertThat(client.write().statusCode()).isEqualTo(201);
        installation.toQdrant.refuse();
        assertThat(client.write().statusCode()).isEqualTo(503);
        searchesAreAnsweredAtOnce();
    }

    @Test
    void metricsSayHowItIsGuardedAndHowFarItLags() throws Exception {
        String metrics =
                installation.application.send("GET", "/q/metrics", null).body();
        assertThat(metrics)
                .contains(
                        "ft_circuitbreaker_calls_total{", "method=\"Qdrant breaker\"", "method=\"PostgreSQL breaker\"")
                .contains("ft_bulkhead_calls_total{", "method=\"units of work\"", "method=\"searches\"")
                .contains("lockstep_buffer_oldest_seconds", "lockstep_unit_of_work_settled_seconds_count");
    }

    private void searchesAreAnsweredAtOnce() {
        Eventually.holds(() -> {
            long begun = System.nanoTime();
            HttpResponse<String> answer = client.search();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"stage\":\"points\"")
                    .contains("points_unavailable")
                    .contains("it will be tried again in");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
        });
    }

    @Test
    void itIsRestartedUnderLoad() throws Exception {
        try (Load load = new Load(client)) {
            Eventually.holds(() -> assertThat(client.acknowledged()).isGreaterThan(5));
            installation.qdrant.stop();
            Eventually.holds(() -> assertThat(client.refused()).isPositive());
            installation.qdrant.start();
            int before = client.acknowledged();
            Eventually.holds(() -> assertThat(client.acknowledged()).isGreaterThan(before + 5));
        }
    }

    @Test
    void whatItHasOnlyLoggedInTimeIsTakenBack() throws Exception {
        installation.qdrant.faults().timeOutWaiting("Upsert");
        assertThat(client.write().statusCode()).isEqualTo(503);
        installation.mend();
        client.everyAnswerWasTrue();
    }

    @Test
    void whatItAcknowledgesAndNeverAppliesIsFoundAllTheSameAndWrittenAgain() throws Exception {
        installation.qdrant.faults().pretend("Upsert");
        assertThat(client.write().statusCode()).isEqualTo(201);
        client.everyAnswerWasTrue();
        assertThat(installation.points()).isNotEqualTo(installation.liveChunks());
    }

    @Test
    void whatItLosesInARestartBeforeItWasSettledIsWrittenAgain() throws Exception {
        Path before = installation.qdrant.image();
        installation.qdrant.faults().holdApplication();
        assertThat(client.write().statusCode()).isEqualTo(201);
        client.everyAnswerWasTrue();
        installation.qdrant.stop();
        installation.qdrant.faults().clear();
        installation.qdrant.restartFrom(before);
        assertThat(installation.points()).isNotEqualTo(installation.liveChunks());
    }

    @Test
    void anUpsertThatLandsAfterItWasTakenBackIsSwept() throws Exception {
        installation.qdrant.faults().landLate("Upsert", "DEADLINE_EXCEEDED");
        assertThat(client.write().statusCode()).isEqualTo(503);
        assertThat(installation.points()).isEqualTo(installation.liveChunks());

        installation.qdrant.faults().mend("Upsert");
        Eventually.holds(() -> assertThat(installation.points()).isNotEqualTo(installation.liveChunks()));
        client.everyAnswerWasTrue();
    }

    @Test
    void writersWaitWhenTheBufferIsFullAndSearchesStaySharp() throws Exception {
        Eventually.holds(() -> assertThat(
                        installation.application.send("GET", "/q/metrics", null).body())
                .contains("lockstep_buffer_points 0.0"));
        installation.qdrant.faults().holdApplication();
        for (int i = 0; i < Installation.BUFFER; i++) {
            assertThat(client.write().statusCode()).isEqualTo(201);
        }
        // It is not visible within its time, and there is no room to remember it: it is not acknowledged.
        assertThat(client.write().statusCode()).isEqualTo(503);
        client.everyAnswerWasTrue();

        installation.mend();
        assertThat(client.write().statusCode()).isEqualTo(201);
        client.everyAnswerWasTrue();
    }
}
