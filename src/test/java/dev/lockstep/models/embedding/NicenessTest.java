package dev.lockstep.models.embedding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NicenessTest {

    private static final LaneLimits ONE_THREAD = LaneLimits.withoutWaiting(1, 1, 1);

    /** Of /proc/PID/task/TID/stat, counted behind the name, which is in brackets; proc(5) counts from 1, from the pid. */
    private static final int NICE = 19 - 3;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theThreadsOfALaneStepBackAndNoOthers() {
        assertThat(niceValueIn(new Niceness(19))).isEqualTo(19);
        assertThat(niceValueIn(new Niceness(7))).isEqualTo(7);
        assertThat(niceValueIn(Niceness.NONE)).isEqualTo(ofThisThread());
    }

    @Test
    void noOneStepsForward() {
        assertThatThrownBy(() -> new Niceness(-1)).hasMessageContaining("0 to 19");
        assertThatThrownBy(() -> new Niceness(20)).hasMessageContaining("0 to 19");
    }

    private static int niceValueIn(Niceness niceness) {
        try (EmbeddingLane lane = new EmbeddingLane("test", ONE_THREAD, niceness, new SimpleMeterRegistry())) {
            return lane.compute(List.of("text"), text -> ofThisThread())
                    .await()
                    .atMost(Duration.ofSeconds(10))
                    .get(0);
        }
    }

    private static int ofThisThread() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
