package dev.lockstep.embedded.qdrant;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations, crashes, power cuts, full disks and restarts, against a model. {@code -Dlockstep.histories=N} runs so
 * many, {@code -Dlockstep.history=SEED} one again; otherwise as many as a few seconds allow.
 */
class CrashHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("lockstep.histories", 0);
    private static final Duration TIME = Duration.ofSeconds(4);

    @Test
    void noCrashTakesWhatWasSafeOrLeavesWhatWasNever(@TempDir Path directory) throws IOException {
        Long only = Long.getLong("lockstep.history");
        long start = System.nanoTime();
        long first = only == null ? start : only;
        long seed = first;
        do {
            try (History history = new History(seed, directory.resolve("history" + seed))) {
                history.run();
            } catch (AssertionError | Exception e) {
                throw new AssertionError("-Dlockstep.history=" + seed + ": " + e, e);
            }
            IOUtils.rm(directory.resolve("history" + seed));
            seed++;
        } while (only == null
                && (seed < first + HISTORIES || HISTORIES == 0 && System.nanoTime() - start < TIME.toNanos()));
        System.out.println((seed - first) + " random histories from -Dlockstep.history=" + first + " on");
    }
}
