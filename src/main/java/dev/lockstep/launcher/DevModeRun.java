package dev.lockstep.launcher;

import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfig;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** One of many runs in the JVM of dev mode: from a start or live reload to the next. */
final class DevModeRun {

    private static final String STARTED = "started";

    private DevModeRun() {}

    static void run(String... args) {
        try (Lifetime lifetime = new Lifetime()) {
            Narration narration = new Narration(System.out);
            publish(DevServices.addresses(ConfigProvider.getConfig()), lifetime);
            SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
            new SettingsCheck(KnownSettings.listed(), narration).check(config, System.getenv());
            Settings settings = Settings.from(config);
            if (!OncePerJvm.happened(STARTED)) {
                // A reload finds the server listening: it goes on from one run to the next.
                HttpPort.requireFree(config);
            }
            if (settings.needsDataDirectory()) {
                narration.say("embedded stores, as " + DevServices.absence(ConfigProvider.getConfig()));
            }
            publish(new Stores(settings, new DevModeHolder(), lifetime, narration).provide(), lifetime);
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

    /** Makes settings that last until this run ends: the next one must not take them for some that somebody made. */
    private static void publish(Map<String, String> settings, Lifetime lifetime) {
        lifetime.owns(() -> settings.keySet().forEach(System::clearProperty));
        settings.forEach(System::setProperty);
    }
}
