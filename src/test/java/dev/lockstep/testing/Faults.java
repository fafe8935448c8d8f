package dev.lockstep.testing;

import java.time.Duration;

/** The {@link QdrantFaults} of the server behind the shared application of {@code @QuarkusTest}s. */
public final class Faults {

    private static final String CUT = "lockstep.test.cut";

    private static final QdrantFaults SHARED = new QdrantFaults(FaultRules.ofThisJvm());

    private Faults() {}

    static QdrantFaults shared() {
        return SHARED;
    }

    /** Calls of this method fail with a gRPC status and do nothing. */
    public static void refuse(String method, String status) {
        SHARED.refuse(method, status);
    }

    /** Calls of this method do what they should, and then the caller is told that they failed. */
    public static void loseAnswer(String method, String status) {
        SHARED.loseAnswer(method, status);
    }

    /** Calls of this method do what they should, and their answers wait until {@link #clear}. */
    public static void holdAnswer(String method) {
        SHARED.holdAnswer(method);
    }

    /** Whether an answer of this method waits. */
    public static boolean isHeld(String method) {
        return SHARED.isHeld(method);
    }

    /** Calls of this method begin so much later. */
    public static void delay(String method, long millis) {
        SHARED.delay(method, Duration.ofMillis(millis));
    }

    /** Calls of this method fail at once and are carried out when the fault ends. */
    public static void landLate(String method, String status) {
        SHARED.landLate(method, status);
    }

    /** Writes of this method are logged and answered with status {@code WaitTimeout}. */
    public static void timeOutWaiting(String method) {
        SHARED.timeOutWaiting(method);
    }

    /** Writes of this method are acknowledged and forgotten. */
    public static void pretend(String method) {
        SHARED.pretend(method);
    }

    /** Acknowledged operations wait in Qdrant's log until {@link #applyAgain}: the indexing lag without end. */
    public static void holdApplication() {
        SHARED.holdApplication();
    }

    /** The fault of one method ends, and what it kept back lands. */
    public static void mend(String method) {
        SHARED.mend(method);
    }

    /** The lag ends. */
    public static void applyAgain() {
        SHARED.applyAgain();
    }

    /** This connection to PostgreSQL breaks before the next answer comes through; PostgreSQL does not notice. */
    public static void cutPostgres(int port) {
        System.setProperty(CUT, Integer.toString(port));
    }

    static boolean isCut(int port) {
        return Integer.getInteger(CUT, 0) == port;
    }

    public static void clear() {
        System.clearProperty(CUT);
        SHARED.clear();
    }
}
