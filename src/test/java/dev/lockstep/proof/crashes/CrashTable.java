package dev.lockstep.proof.crashes;

import dev.lockstep.proof.crashes.CrashCase.Crash;
import dev.lockstep.proof.crashes.CrashCase.Failing;
import dev.lockstep.proof.crashes.CrashCase.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the process may die, and what is promised then. Every kind of write dies everywhere.
 *
 * <pre>
 * the process dies                     and again, while recovery is at work   then the write is
 * before its record is durable                                                carried out when sent again
 * before the commit, or in it          before, in or after the undo,          undone
 *                                      or in the sweep after it
 * after the commit, or after its       before, in or after the settling       done, once
 * answer
 * while it is undone for a failure     before, in or after the undo           undone; its failure is told
 * </pre>
 */
final class CrashTable {

    /** Nothing is durable yet. */
    private static final List<String> BEFORE_ITS_RECORD = List.of("stage.before", "stage.before-commit");

    /** The record is durable, and nothing visible. */
    private static final List<String> BEFORE_THE_COMMIT =
            List.of("stage.committed", "apply.before", "apply.batch-written", "apply.after", "commit.before");

    /** PostgreSQL has not been told to commit: as before, also for what recovery finds. */
    private static final String IN_THE_COMMIT = "commit.before-commit";

    /** Visible, and the client has no answer yet. */
    private static final List<String> AFTER_THE_COMMIT = List.of("commit.committed", "reply.before");

    /** The way back, in its order. */
    private static final List<String> UNDOING =
            List.of("undo.before", "undo.begun", "undo.points-deleted", "undo.step-undone", "undo.finished");

    private static final List<String> SETTLING = List.of("settle.before", "settle.points-removed", "settle.confirmed");

    private static final String SWEEPING = "sweep.cleaned";

    /** What recovery finds after a first crash: rows, some of the points, or all of them. The other points leave the same. */
    private static final List<String> FOUND = List.of("stage.committed", "apply.batch-written", "commit.before");

    /** What it finds after a crash on the way back: nothing is removed yet, the points are, the rows are too. */
    private static final List<String> FOUND_HALF_UNDONE =
            List.of("undo.begun", "undo.points-deleted", "undo.step-undone");

    private final List<CrashCase> cases = new ArrayList<>();

    static List<CrashCase> all() {
        CrashTable table = new CrashTable();
        for (WriteKind kind : WriteKind.values()) {
            table.diesOnItsWay(kind);
            table.failsAndDiesOnItsWayBack(kind);
        }
        table.diesAfterItsAnswer();
        return table.cases;
    }

    private void diesOnItsWay(WriteKind kind) {
        for (String point : BEFORE_ITS_RECORD) {
            add(
                    kind,
                    Failing.NO,
                    kind == WriteKind.BACKGROUND ? Promise.UNDONE : Promise.CARRIED_OUT_WHEN_SENT_AGAIN,
                    new Crash(1, point));
        }
        for (String point : BEFORE_THE_COMMIT) {
            add(kind, Failing.NO, Promise.UNDONE, new Crash(1, point));
        }
        for (String point : FOUND) {
            for (String again : UNDOING) {
                add(kind, Failing.NO, Promise.UNDONE, new Crash(1, point), new Crash(2, again));
            }
            add(kind, Failing.NO, Promise.UNDONE, new Crash(1, point), new Crash(3, SWEEPING));
        }
        add(kind, Failing.NO, Promise.UNDONE, new Crash(1, IN_THE_COMMIT));
        for (String point : AFTER_THE_COMMIT) {
            add(kind, Failing.NO, Promise.DONE, new Crash(1, point));
        }
        for (String again : SETTLING) {
            add(kind, Failing.NO, Promise.DONE, new Crash(1, "commit.committed"), new Crash(2, again));
        }
    }

    /** The decision to undo is durable from {@code undo.begun} on: until then recovery finds it merely interrupted. */
    private void failsAndDiesOnItsWayBack(WriteKind kind) {
        for (String point : UNDOING) {
            Promise promise = point.equals("undo.before") ? Promise.UNDONE : Promise.FAILED;
            add(kind, Failing.YES, promise, new Crash(1, point));
        }
        for (String point : FOUND_HALF_UNDONE) {
            for (String again : UNDOING.subList(1, UNDOING.size())) {
                add(kind, Failing.YES, Promise.FAILED, new Crash(1, point), new Crash(2, again));
            }
        }
    }

    /** The background works in turns, so that it stops for all when it stops for one: one such crash in each life. */
    private void diesAfterItsAnswer() {
        add(WriteKind.BATCH, Failing.NO, Promise.DONE, new Crash(1, "settle.before"));
        add(WriteKind.DELETE_KNOWLEDGE_BASE, Failing.NO, Promise.DONE, new Crash(2, "settle.points-removed"));
        add(WriteKind.MIXED, Failing.NO, Promise.DONE, new Crash(3, "settle.confirmed"));
    }

    /** If this kind passes these points. */
    private void add(WriteKind kind, Failing failing, Promise promise, Crash... crashes) {
        for (Crash crash : crashes) {
            if (!passes(kind, crash.point())) {
                return;
            }
        }
        cases.add(CrashCase.of(kind, failing, promise, crashes));
    }

    private static boolean passes(WriteKind kind, String point) {
        return switch (point) {
            case "apply.batch-written" -> kind.addsPoints();
            case "settle.points-removed" -> kind == WriteKind.DELETE_KNOWLEDGE_BASE;
            case "undo.points-deleted" -> kind != WriteKind.DELETE_KNOWLEDGE_BASE;
            default -> true;
        };
    }
}
