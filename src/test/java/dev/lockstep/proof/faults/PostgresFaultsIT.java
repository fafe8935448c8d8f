package dev.lockstep.proof.faults;

import dev.lockstep.testing.Cut;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.TcpProxy.Direction;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL is unreachable, loses connections, is killed; and its answers to commits get lost. */
class PostgresFaultsIT extends FaultTests {

    /** As the driver sends it; "COMMITTED" is something else. */
    private static final String COMMIT = "COMMIT\0";

    @Test
    void lostConnectionsAreMadeAgainUnderLoad() throws Exception {
        try (Load load = new Load(client)) {
            for (int i = 0; i < 5; i++) {
                int before = client.acknowledged();
                installation.toPostgres.reset();
                Eventually.holds(() -> assertThat(client.acknowledged()).isGreaterThan(before));
            }
        }
    }

    @Test
    void itsBackendsAreTerminatedUnderLoad() throws Exception {
        try (Load load = new Load(client)) {
            for (int i = 0; i < 5; i++) {
                int before = client.acknowledged();
                // There may be none for a moment, when the test before has cut them all.
                Eventually.holds(() ->
                        assertThat(installation.postgres.terminateBackends()).isPositive());
                Eventually.holds(() -> assertThat(client.acknowledged()).isGreaterThan(before));
            }
        }
    }

    @Test
    void itIsKilledAndStartedAgainUnderLoad() throws Exception {
        try (Load load = new Load(client)) {
            Eventually.holds(() -> assertThat(client.acknowledged()).isGreaterThan(5));
            installation.postgres.kill();
            Thread.sleep(500);
            installation.postgres.restart();
            int before = client.acknowledged();
            Eventually.holds(() -> assertThat(client.acknowledged()).isGreaterThan(before + 5));
        }
    }

    @Test
    void whileItIsABlackHoleSearchesFailAndSoonAtOnce() {
        installation.toPostgres.stall();
        Eventually.holds(() -> {
            long begun = System.nanoTime();
            HttpResponse<String> answer = client.search();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("catalog_unavailable").contains("it will be tried again in");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
        });
    }

    @Test
    void itBecomesABlackHoleWhileAChangeIsBeingStaged() throws Exception {
        CompletableFuture<HttpResponse<String>> write;
        try (Connection connection = installation.catalog();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE unit_of_work_step IN ACCESS EXCLUSIVE MODE");
            write = async(client::write);
            Eventually.holds(() -> assertThat(
                            installation.strings(
                                    "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT%'"))
                    .isNotEmpty());
            installation.toPostgres.stall();
            connection.rollback();
        }
        assertThat(write.join().statusCode()).isEqualTo(503);
    }

    @Test
    void itBecomesABlackHoleWhileAChangeIsBeingCommitted() throws Exception {
        CompletableFuture<HttpResponse<String>> write = writeThatIsStaged();
        installation.toPostgres.stall(Direction.TO_CLIENT);
        assertThat(write.join().statusCode()).isEqualTo(503);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsFoundOutToHaveHappened() throws Exception {
        CompletableFuture<HttpResponse<String>> write = writeThatIsStaged();
        Cut cut = installation.toPostgres.cutAt(COMMIT, Cut.Moment.BEFORE_THE_ANSWER);
        assertThat(write.join().statusCode()).isEqualTo(201);
        assertThat(cut.happened()).isTrue();
        client.everyAnswerWasTrue();
    }

    @Test
    void aCommitThatNeverArrivedIsFoundOutNotToHaveHappened() throws Exception {
        CompletableFuture<HttpResponse<String>> write = writeThatIsStaged();
        Cut cut = installation.toPostgres.cutAt(COMMIT, Cut.Moment.BEFORE_IT_IS_FORWARDED);
        assertThat(write.join().statusCode()).isEqualTo(503);
        assertThat(cut.happened()).isTrue();
        client.everyAnswerWasTrue();
    }

    @Test
    void stagingWhoseAnswerIsLostIsUndone() throws Exception {
        Cut cut = installation.toPostgres.cutAt(COMMIT, Cut.Moment.BEFORE_THE_ANSWER);
        assertThat(client.write().statusCode()).isEqualTo(503);
        assertThat(cut.happened()).isTrue();
        client.everyAnswerWasTrue();
    }

    /** Its first transaction is committed, and Qdrant takes a second before the second transaction begins. */
    private CompletableFuture<HttpResponse<String>> writeThatIsStaged() {
        installation.qdrant.faults().delay("Upsert", Duration.ofSeconds(1));
        CompletableFuture<HttpResponse<String>> write = async(client::write);
        Eventually.holds(() -> assertThat(installation.openStates()).contains("STAGED"));
        return write;
    }
}
