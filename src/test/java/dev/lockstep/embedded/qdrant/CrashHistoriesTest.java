package dev.lockstep.embedded.qdrant;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations, crashes, power cuts, full disks and restarts, against a model. {@code -Dlockstep.histories=N} runs so
 * many, {@code -Dlockstep.history=SEED} one again.
 */
class CrashHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("lockstep.histories", 12);

    @Test
    void noCrashTakesWhatWasSafeOrLeavesWhatWasNever(@TempDir Path directory) throws Exception {
        Long only = Long.getLong("lockstep.history");
        long first = only == null ? System.nanoTime() : only;
        for (long seed = first; seed < first + (only == null ? HISTORIES : 1); seed++) {
            try (History history = new History(seed, directory.resolve("history" + seed))) {
                history.run();
            } catch (AssertionError | Exception e) {
                throw new AssertionError("-Dlockstep.history=" + seed + ": " + e, e);
            }
        }
        System.out.println(HISTORIES + " histories from -Dlockstep.history=" + first + " on");
    }
}
