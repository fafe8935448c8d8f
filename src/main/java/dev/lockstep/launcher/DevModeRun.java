package dev.lockstep.launcher;

import io.quarkus.runtime.Quarkus;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** One of many runs in the JVM of dev mode: from a start or live reload to the next. */
final class DevModeRun {

    private static final String STARTED = "started";

    private DevModeRun() {}

    static void run(String... args) {
        try (Lifetime lifetime = new Lifetime()) {
            Settings settings = Settings.from(ConfigProvider.getConfig());
            Map<String, String> started =
                    new Stores(settings, new DevModeHolder(), lifetime, new Narration(System.out)).provide();
            // The next run must not take these properties for settings that somebody made.
            lifetime.owns(() -> started.keySet().forEach(System::clearProperty));
            started.forEach(System::setProperty);
            OncePerJvm.remember(STARTED, () -> {});
            Quarkus.run(args);
        } catch (StartRefused e) {
            System.err.println("lockstep: " + e.getMessage());
            if (!OncePerJvm.happened(STARTED)) {
                // Before a first start, Quarkus's attempt to go on would end in traces that bury the sentence.
                System.exit(1);
            }
            // A reload must hear of it, or it waits for ever; it starts anew once the cause is mended.
            throw e;
        }
    }
}
