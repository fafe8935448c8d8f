package dev.lockstep.testing;

import java.util.List;

/**
 * What goes wrong between the application and Qdrant. Kept in system properties, because the servers of a test and the
 * test itself may be loaded by different class loaders.
 */
public final class Faults {

    private static final String PREFIX = "lockstep.test.fault.";
    private static final String HOLD = "lockstep.test.hold";

    private Faults() {}

    /** Calls of this method fail with a gRPC status and do nothing. */
    public static void refuse(String method, String status) {
        System.setProperty(PREFIX + method, "before:" + status);
    }

    /** Calls of this method do what they should, and then the caller is told that they failed. */
    public static void loseAnswer(String method, String status) {
        System.setProperty(PREFIX + method, "after:" + status);
    }

    /** Calls of this method begin so much later. */
    public static void delay(String method, long millis) {
        System.setProperty(PREFIX + method, "delay:" + millis);
    }

    /** Acknowledged operations wait in Qdrant's log until {@link #clear}: the indexing lag without end. */
    public static void holdApplication() {
        System.setProperty(HOLD, "true");
    }

    public static void clear() {
        System.clearProperty(HOLD);
        List.copyOf(System.getProperties().stringPropertyNames()).stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(System::clearProperty);
    }

    static String of(String method) {
        return System.getProperty(PREFIX + method, "");
    }

    /** Runs on the worker that applies operations. */
    static void awaitRelease() {
        while (System.getProperty(HOLD) != null) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
