package dev.lockstep.launcher;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class Lockstep {

    private Lockstep() {}

    public static void main(String... args) {
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            // The build runs this to record which classes are loaded; it needs no stores and must leave none behind.
            Quarkus.run(args);
        } else if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            DevModeRun.of(args);
        } else {
            ProcessRun.of(args);
        }
    }
}
