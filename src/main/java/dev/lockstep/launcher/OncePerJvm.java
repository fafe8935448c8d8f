package dev.lockstep.launcher;

/**
 * Keeps what must outlive a live reload. In dev mode main runs again after every change, in a new class loader of the same JVM;
 * PostgreSQL and the lock of the data directory belong to the JVM.
 *
 * <p>Only system properties and shutdown hooks are seen by all class loaders. A hook may run when its class loader has
 * long been closed, so it must not need any class that is not loaded yet.
 */
final class OncePerJvm {

    private static final String PREFIX = "dev.lockstep.once.";

    private OncePerJvm() {}

    static boolean happened(String what) {
        return System.getProperty(PREFIX + what) != null;
    }

    /** Marks something as done, and keeps whatever {@code atExit} refers to until the JVM ends. */
    static void remember(String what, Runnable atExit) {
        if (System.setProperty(PREFIX + what, "") == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(atExit, "lockstep " + what));
        }
    }
}
