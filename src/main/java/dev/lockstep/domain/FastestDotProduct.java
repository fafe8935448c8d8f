package dev.lockstep.domain;

import java.lang.reflect.Constructor;
import java.util.Optional;

/**
 * The Vector API where the JVM was started with {@code --add-modules jdk.incubator.vector}, otherwise plain Java.
 *
 * <p>Until the JVM has compiled code for it, the Vector API takes a hundred times as long as plain Java. So it is run in on a thread
 * of its own first; nobody notices when it takes over, as the results are the same.
 */
final class FastestDotProduct {

    private static final String MODULE = "jdk.incubator.vector";
    private static final String IN_LANES = "dev.lockstep.domain.LaneDotProduct";
    private static final int RUNS = 30_000;

    private static volatile DotProduct chosen = new ScalarDotProduct();

    static {
        inLanes().ifPresent(FastestDotProduct::runIn);
    }

    private FastestDotProduct() {}

    static float of(float[] a, float[] b, int from) {
        return chosen.of(a, b, from);
    }

    /** Empty where the JVM, the build or the processor lacks something for it. */
    static Optional<DotProduct> inLanes() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            Constructor<?> constructor = Class.forName(IN_LANES).getDeclaredConstructor();
            return Optional.of((DotProduct) constructor.newInstance());
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }

    private static void runIn(DotProduct fresh) {
        Thread thread = new Thread(() -> chosen = compiled(fresh), "lockstep-dot-product");
        thread.setDaemon(true);
        thread.start();
    }

    private static DotProduct compiled(DotProduct fresh) {
        float[] ones = new float[384];
        float sum = 0;
        for (int i = 0; i < RUNS; i++) {
            ones[i % ones.length] = 1;
            sum += fresh.of(ones, ones, 0);
        }
        // The sum is used, so that the loop can't be left out.
        return Float.isNaN(sum) ? new ScalarDotProduct() : fresh;
    }
}
