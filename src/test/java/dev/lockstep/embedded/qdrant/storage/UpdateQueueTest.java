package dev.lockstep.embedded.qdrant.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.lockstep.embedded.qdrant.log.OperationLog;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UpdateQueueTest {
    private static final long FILE_BYTES = 32L << 20;

    private OperationLog log;
    private UpdateQueue queue;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        log = OperationLog.open(directory, 0, FILE_BYTES);
        queue = new UpdateQueue(log, DiskReserve.open(directory, 0));
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    @Test
    void aQueueOfTooManyBytesRefusesMoreAndLogsNothingOfIt() throws Exception {
        add(30 << 20);
        add(30 << 20);
        assertThatThrownBy(() -> add(10 << 20)).hasMessageStartingWith("RESOURCE_EXHAUSTED: 2 operations");
        assertThat(log.last()).isEqualTo(2);

        assertThat(queue.take(1, Long.MAX_VALUE)).hasSize(1);
        assertThat(add(10 << 20).sequence()).isEqualTo(3);
    }

    @Test
    void aQueueOfTooManyOperationsRefusesMore() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            add(0);
        }
        assertThatThrownBy(() -> add(0)).hasMessageStartingWith("RESOURCE_EXHAUSTED: 10000 operations");
    }

    @Test
    void oneOperationIsTakenHoweverLargeItIs() throws IOException {
        assertThat(add(70 << 20).sequence()).isEqualTo(1);
    }

    @Test
    void whoWaitsWhenItClosesIsToldWhy() throws Exception {
        QueuedUpdate update = add(0);
        queue.close(ErrorStatus.closing("points"));
        assertThat(update.applied()).isCompletedExceptionally();
        assertThat(queue.take(1, 1)).isEqualTo(List.of());
        assertThatThrownBy(() -> add(0)).hasMessage("UNAVAILABLE: Collection `points` is being closed");
        assertThat(log.last()).isEqualTo(1);
    }

    @CanIgnoreReturnValue
    private QueuedUpdate add(int bytes) throws IOException {
        return queue.add(
                PointsUpdateOperation.newBuilder()
                        .setSetPayload(PointsUpdateOperation.SetPayload.newBuilder()
                                .putAllPayload(Map.of("text", ValueFactory.value("x".repeat(bytes)))))
                        .build(),
                new WriteAcknowledgement.Logged());
    }
}
