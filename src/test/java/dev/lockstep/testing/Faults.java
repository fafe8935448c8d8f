package dev.lockstep.testing;

import java.util.List;

/**
 * What goes wrong between the application and its stores. Kept in system properties, because the servers of a test and the
 * test itself may be loaded by different class loaders.
 */
public final class Faults {

    private static final String PREFIX = "lockstep.test.fault.";
    private static final String HELD = "lockstep.test.held.";
    private static final String CUT = "lockstep.test.cut";
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

    /** Calls of this method do what they should, and their answers wait until {@link #clear}. */
    public static void holdAnswer(String method) {
        System.setProperty(PREFIX + method, "hold:");
    }

    /** Whether an answer of this method waits. */
    public static boolean isHeld(String method) {
        return Boolean.getBoolean(HELD + method);
    }

    /** Calls of this method begin so much later. */
    public static void delay(String method, long millis) {
        System.setProperty(PREFIX + method, "delay:" + millis);
    }

    /** Acknowledged operations wait in Qdrant's log until {@link #applyAgain}: the indexing lag without end. */
    public static void holdApplication() {
        System.setProperty(HOLD, "true");
    }

    public static void applyAgain() {
        System.clearProperty(HOLD);
    }

    /** This connection to PostgreSQL breaks before the next answer comes through; PostgreSQL does not notice. */
    public static void cutPostgres(int port) {
        System.setProperty(CUT, Integer.toString(port));
    }

    static boolean isCut(int port) {
        return Integer.getInteger(CUT, 0) == port;
    }

    public static void clear() {
        applyAgain();
        System.clearProperty(CUT);
        List.copyOf(System.getProperties().stringPropertyNames()).stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(System::clearProperty);
    }

    static String of(String method) {
        return System.getProperty(PREFIX + method, "");
    }

    /** Runs where the answer is sent. */
    static void awaitClear(String method) {
        System.setProperty(HELD + method, "true");
        while (of(method).startsWith("hold:") && !Thread.currentThread().isInterrupted()) {
            pause();
        }
        System.clearProperty(HELD + method);
    }

    /** Runs on the worker that applies operations. */
    static void awaitRelease() {
        while (System.getProperty(HOLD) != null && !Thread.currentThread().isInterrupted()) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
