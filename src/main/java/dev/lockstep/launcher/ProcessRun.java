package dev.lockstep.launcher;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfig;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The run of a packaged application, which ends with its process.
 *
 * <p>When the JVM ends it runs all shutdown hooks at once: Quarkus's, which drains the application, and ours, which must not take
 * the stores away meanwhile. So ours waits until the main thread is back from Quarkus. ONNX Runtime's hook waits for nobody: it
 * frees what a text that is being embedded needs, and the process crashes. So a signal ends the application first, and only then
 * the JVM.
 */
final class ProcessRun {

    private static final int REFUSED = 1;

    /** This is longer than Quarkus lets requests finish, and bounded so that no hanging request keeps the stores running. */
    private static final long DRAIN_SECONDS = 60;

    private static final long ASK_AGAIN_MILLIS = 200;

    private final Lifetime lifetime = new Lifetime();
    private final CountDownLatch applicationEnded = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger();
    private volatile boolean stopping;

    private ProcessRun() {}

    /** Runs the application and does not return: it ends the process. */
    static void run(String... args) {
        ProcessRun run = new ProcessRun();
        Runtime.getRuntime().addShutdownHook(new Thread(run::closeAfterApplication, "lockstep shutdown"));
        System.exit(run.toItsEnd(args));
    }

    private int toItsEnd(String... args) {
        try {
            Narration narration = new Narration(System.out);
            SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
            new SettingsCheck(KnownSettings.listed(), narration).check(config, System.getenv());
            Settings settings = Settings.from(config);
            HttpPort.requireFree(config);
            new Stores(settings, new ApplicationHolder(lifetime), lifetime, narration)
                    .provide()
                    .forEach(System::setProperty);
            if (stopping) {
                return exitCode.get();
            }
            // This takes the place of Quarkus's own System.exit, which would never come back here.
            ApplicationLifecycleManager.setDefaultExitCodeHandler((code, failure) -> exitCode.set(code));
            Signals.onEnd(this::end);
            Quarkus.run(args);
            return exitCode.get();
        } catch (StartRefused e) {
            System.err.println("lockstep: " + e.getMessage());
            return REFUSED;
        } finally {
            applicationEnded.countDown();
        }
    }

    /** Asks Quarkus to end again and again, as it does not hear it while it begins; but not for ever. */
    private void end(int code) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        try {
            do {
                Quarkus.asyncExit(code);
            } while (!applicationEnded.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(code);
    }

    private void closeAfterApplication() {
        stopping = true;
        try {
            if (!applicationEnded.await(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("lockstep: the application has not ended within " + DRAIN_SECONDS
                        + " s; stopping its stores all the same");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lifetime.close();
    }
}
