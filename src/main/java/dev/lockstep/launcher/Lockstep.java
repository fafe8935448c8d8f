package dev.lockstep.launcher;

import io.quarkus.bootstrap.runner.RunnerClassLoader;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Begins the process. */
@QuarkusMain
public final class Lockstep {

    /** Leaves the judgement of addresses to the rules of paths, which explain it. Read once, when the server's class is loaded. */
    private static final String ADDRESSES_ARE_CHECKED_LATER = "vertx.disableURIValidation";

    Lockstep() {}

    public static void main(String... args) throws ClassNotFoundException {
        System.setProperty(ADDRESSES_ARE_CHECKED_LATER, "true");
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            // The build runs this to record which classes are loaded; it needs no stores and must leave none behind.
            Quarkus.run(args);
        } else if (isPackaged() && args.length > 0) {
            CommandRun.run(args);
        } else if (isPackaged()) {
            ProcessRun.run(args);
        } else {
            // Quarkus knows its mode, and with it the profile of the settings, only from here on.
            Class.forName(
                    Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
            DevModeRun.run(args);
        }
    }

    /**
     * Tells whether the application is packaged. In dev mode it lives in a class loader that can be replaced, not in that of java -jar.
     */
    private static boolean isPackaged() {
        return Lockstep.class.getClassLoader() instanceof RunnerClassLoader
                || Lockstep.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    }
}
