package dev.lockstep.embedded.qdrant;

import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.PointStruct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/** On a disk of 16 MB that really is full; {@code DiskFullTest} has the cases. */
class RealDiskFullTest {
    @Test
    void whatWasAcknowledgedBeforeTheDiskWasFullIsThereAndWritesGoOn(@TempDir Path directory) throws Exception {
        String mount = "mount -t tmpfs -o size=16m none " + directory;
        String unable = run("unshare", "-m", "sh", "-c", mount);
        if (!unable.isEmpty()) {
            System.out.println("Skipped: a small disk cannot be mounted here: " + unable);
        }
        Assumptions.assumeTrue(unable.isEmpty(), unable);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(run(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        mount + " && exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                        java,
                        System.getProperty("java.class.path"),
                        Filler.class.getName(),
                        directory.toString()))
                .contains("all there");
    }

    /** Returns what it says. */
    private static String run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Runs where the disk is small. */
    static final class Filler {
        private Filler() {}

        public static void main(String[] arguments) throws IOException {
            Path disk = Path.of(arguments[0]);
            Path other = Files.write(disk.resolve("other"), new byte[8 << 20]);
            long acknowledged;
            try (RunningQdrant qdrant = start(disk).withCollection(2, Distance.Dot)) {
                acknowledged = fill(qdrant);
                assertThat(qdrant.count()).isPositive();
                Files.delete(other);
                long next = acknowledged + 1;
                Eventually.until("writes go on", () -> isTaken(qdrant, next));
                assertThat(qdrant.count()).isEqualTo(next);
            }
            try (RunningQdrant qdrant = start(disk)) {
                assertThat(qdrant.count()).isEqualTo(acknowledged + 1);
            }
            System.out.println(acknowledged + " points fitted, all there");
            System.exit(0);
        }

        private static RunningQdrant start(Path disk) {
            return RunningQdrant.in(
                    disk.resolve("qdrant"),
                    options -> options.withUpdates(
                            updates -> updates.withReserveBytes(0).withLogBytes(1 << 20)));
        }

        private static long fill(RunningQdrant qdrant) {
            long number = 0;
            while (true) {
                try {
                    qdrant.acknowledge(large(number + 1));
                    number++;
                } catch (StatusRuntimeException e) {
                    assertThat(e)
                            .hasMessageStartingWith("INTERNAL: Service internal error: No space left on device: ")
                            .hasMessageContaining("nothing of it is kept");
                    return number;
                }
            }
        }

        private static boolean isTaken(RunningQdrant qdrant, long number) {
            try {
                qdrant.upsert(large(number));
                return true;
            } catch (StatusRuntimeException e) {
                return false;
            }
        }

        private static PointStruct large(long number) {
            return point(number, Map.of("text", value("x".repeat(20_000))), 1, 0);
        }
    }
}
