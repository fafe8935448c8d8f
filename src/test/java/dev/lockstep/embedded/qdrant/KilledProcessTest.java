package dev.lockstep.embedded.qdrant;

import io.qdrant.client.grpc.Collections.Distance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KilledProcessTest {
    private static final int ENOUGH = 200;

    @Test
    void aDirectoryBelongsToOneProcessUntilItIsKilledAndKeepsWhatItAcknowledged(@TempDir Path directory)
            throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long acknowledged = killAfterEnough(process, () -> assertThatThrownBy(() -> RunningQdrant.in(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "%s is in use by another embedded Qdrant (process %d): stop that one or choose another directory",
                        directory, process.pid()));
        try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
            assertThat(qdrant.count()).isBetween(acknowledged, acknowledged + 1);
        }
    }

    /** Returns the last point that the process saw acknowledged. */
    private static long killAfterEnough(Process process, Runnable meanwhile) throws IOException, InterruptedException {
        long last = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = Long.parseLong(line);
                if (last == ENOUGH) {
                    meanwhile.run();
                    assertThat(process.toHandle().destroyForcibly()).isTrue();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(last).isGreaterThanOrEqualTo(ENOUGH);
        return last;
    }

    /** Runs in the process that is killed: prints the number of each point when it is acknowledged. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            RunningQdrant qdrant = RunningQdrant.in(Path.of(arguments[0])).withCollection(2, Distance.Cosine);
            for (long number = 1; number < 1_000_000; number++) {
                qdrant.acknowledge(point(number, Map.of(), 1, number));
                System.out.println(number);
                System.out.flush();
            }
        }
    }
}
