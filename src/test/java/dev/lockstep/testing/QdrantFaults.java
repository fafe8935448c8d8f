package dev.lockstep.testing;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings.Visibility;
import java.time.Duration;

/**
 * What goes wrong in an embedded Qdrant. A method is the bare name of a gRPC method, like {@code Upsert}; it has one fault
 * at a time, the last that was told.
 *
 * <p>Tests of a shared application use {@link Faults}, tests with a server of their own {@link FaultableQdrant#faults}.
 */
public final class QdrantFaults {

    static final String REFUSE = "refuse:";
    static final String LOSE_ANSWER = "lose-answer:";
    static final String DELAY = "delay:";
    static final String LAND_LATE = "land-late:";
    static final String WAIT_TIMEOUT = "wait-timeout:";
    static final String PRETEND = "pretend:";

    static final String HOLD_ANSWER = "hold-answer:";

    private static final String HOLD = "hold";
    private static final String HELD = "held.";

    private final FaultRules rules;

    QdrantFaults(FaultRules rules) {
        this.rules = rules;
    }

    /** Calls of this method fail with a gRPC status and do nothing. */
    public void refuse(String method, String status) {
        rules.set(method, REFUSE + status);
    }

    /** Calls of this method do what they should, and then the caller is told that they failed. */
    public void loseAnswer(String method, String status) {
        rules.set(method, LOSE_ANSWER + status);
    }

    /** Calls of this method do what they should, and their answers wait until the fault ends. */
    public void holdAnswer(String method) {
        rules.set(method, HOLD_ANSWER);
    }

    /** Whether an answer of this method waits. */
    public boolean isHeld(String method) {
        return rules.get(HELD + method) != null;
    }

    /** Runs where the answer is sent. */
    void awaitMended(String method) {
        rules.set(HELD + method, "");
        try {
            while (of(method).equals(HOLD_ANSWER)) {
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rules.remove(HELD + method);
    }

    /** Calls of this method begin so much later. */
    public void delay(String method, Duration by) {
        rules.set(method, DELAY + by.toMillis());
    }

    /**
     * The caller is told at once that the call failed; it is carried out when the fault ends: after whatever the caller
     * did about it.
     */
    public void landLate(String method, String status) {
        rules.set(method, LAND_LATE + status);
    }

    /** Writes of this method are answered OK with status {@code WaitTimeout}; they are in the log and will be applied. */
    public void timeOutWaiting(String method) {
        rules.set(method, WAIT_TIMEOUT);
    }

    /** Writes of this method are acknowledged as they wish and forgotten: never applied, not even after a restart. */
    public void pretend(String method) {
        rules.set(method, PRETEND);
    }

    /** Logged operations are not applied: the indexing lag without end. */
    public void holdApplication() {
        rules.set(HOLD, "");
    }

    /** The lag ends. */
    public void applyAgain() {
        rules.remove(HOLD);
    }

    /** The fault of one method ends, and what it kept back lands. */
    public void mend(String method) {
        rules.remove(method);
    }

    /** All faults end. */
    public void clear() {
        rules.clear();
    }

    String of(String method) {
        String rule = rules.get(method);
        return rule == null ? "" : rule;
    }

    /**
     * The options of a server that obeys. With a hook it applies operations one at a time. It shows upserts in parts, as Qdrant does:
     * nothing of Lockstep may rely on seeing them whole.
     */
    Options control(Options options) {
        return options.withInterceptors(new FaultyCalls(this))
                .withUpdates(updates ->
                        updates.withVisibility(Visibility.GROUPS).withHook((collection, operation) -> awaitRelease()));
    }

    private void awaitRelease() throws InterruptedException {
        while (rules.get(HOLD) != null) {
            Thread.sleep(5);
        }
    }
}
