package dev.lockstep.vectors;

import java.lang.reflect.Constructor;
import java.util.Optional;

/**
 * Chooses the Vector API where the JVM was started with {@code --add-modules jdk.incubator.vector}, otherwise plain Java.
 *
 * <p>Until the JVM has compiled code for it, the Vector API takes a hundred times as long as plain Java. So it is run in on a thread
 * of its own first; nobody notices when it takes over, as the results are the same.
 */
final class FastestSums {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String IN_LANES = "dev.lockstep.vectors.LaneSums";
    private static final int RUNS = 30_000;

    private static volatile VectorSums chosen = new ScalarSums();

    static {
        inLanes().ifPresent(FastestSums::runIn);
    }

    private FastestSums() {}

    static VectorSums chosen() {
        return chosen;
    }

    /** Returns the sums of the Vector API; empty where the JVM, the build or the processor lacks something for it. */
    static Optional<VectorSums> inLanes() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            Constructor<?> constructor = Class.forName(IN_LANES).getDeclaredConstructor();
            return Optional.of((VectorSums) constructor.newInstance());
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }

    private static void runIn(VectorSums fresh) {
        Thread thread = new Thread(() -> chosen = compiled(fresh), "lockstep-vector-sums");
        thread.setDaemon(true);
        thread.start();
    }

    private static VectorSums compiled(VectorSums fresh) {
        float[] ones = new float[384];
        float sum = 0;
        for (int i = 0; i < RUNS; i++) {
            ones[i % ones.length] = 1;
            sum += fresh.dotProduct(ones, ones);
            sum += fresh.squaredDistance(ones, ones);
            sum += fresh.manhattanDistance(ones, ones);
        }
        // The sum is used, so that the loop can't be left out.
        return Float.isNaN(sum) ? new ScalarSums() : fresh;
    }
}
