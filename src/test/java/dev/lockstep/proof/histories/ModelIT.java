package dev.lockstep.proof.histories;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The promises of the service hold in a random history, whatever fails. The seed gives the same history again; how its
 * requests and faults meet in time does not repeat exactly.
 *
 * <ul>
 *   <li>{@code -Dlockstep.model.seed=42}: the history to repeat
 *   <li>{@code -Dlockstep.model.steps=2000}: how long it is
 *   <li>{@code -Dlockstep.model.minutes=60}: instead of a number of steps
 * </ul>
 */
class ModelIT {

    private static final int STEPS = 2_000;

    private final long seed = Long.getLong("lockstep.model.seed", System.nanoTime());
    private final int steps = Integer.getInteger("lockstep.model.steps", STEPS);
    private final int minutes = Integer.getInteger("lockstep.model.minutes", 0);

    @Test
    void everyPromiseHoldsInARandomHistory() throws Exception {
        Path directory = Path.of("target", "model-" + UUID.randomUUID()).toAbsolutePath();
        Path jar = Path.of(System.getProperty("lockstep.test.jar"));
        long begun = System.nanoTime();
        try (World world = new World(directory, jar)) {
            History history = new History(seed, world, Repertoire.EVERYTHING);
            try {
                history.begin();
                while (goesOn(history, begun)) {
                    history.step();
                }
                history.end();
                Quiescence.comes(world);
            } catch (Throwable failure) {
                throw new AssertionError(
                        "-Dlockstep.model.seed=%d after %s: %s"
                                .formatted(seed, history.summary(), failure.getMessage()),
                        failure);
            }
            System.out.printf(
                    "model: seed %d, %s, violations 0, %d s%n",
                    seed, history.summary(), (System.nanoTime() - begun) / 1_000_000_000);
        }
    }

    private boolean goesOn(History history, long begun) {
        return minutes > 0 ? System.nanoTime() - begun < minutes * 60_000_000_000L : history.steps() < steps;
    }
}
