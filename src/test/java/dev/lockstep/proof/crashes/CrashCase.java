package dev.lockstep.proof.crashes;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A write and the points at which the process dies that is at work on it, one or several.
 *
 * @param failing whether it fails by itself while it is committed, so that it is being undone when the process dies
 */
record CrashCase(WriteKind kind, Failing failing, List<Crash> crashes, Promise promise) {

    enum Failing {
        NO,
        YES
    }

    /** @param life of the application, from 1: the write is sent in the life of its first crash */
    record Crash(int life, String point) {}

    /** What clients can rely on after recovery. */
    enum Promise {
        /** Nothing was stored: sent again with its key, it is carried out. */
        CARRIED_OUT_WHEN_SENT_AGAIN,
        /** Everything is as before; sent again with its key, it is told that it was interrupted. */
        UNDONE,
        /** Everything is as before; sent again with its key, it is told the failure that it was undone for. */
        FAILED,
        /** All of it is visible; sent again with its key, it is answered as the first time and done once. */
        DONE
    }

    static CrashCase of(WriteKind kind, Failing failing, Promise promise, Crash... crashes) {
        return new CrashCase(kind, failing, List.of(crashes), promise);
    }

    /** Unique: it is also the idempotency key. */
    String name() {
        return kind.label()
                + (failing == Failing.YES ? "_failing_" : "_")
                + crashes.stream().map(Crash::point).collect(Collectors.joining("_"));
    }

    int firstLife() {
        return crashes.get(0).life();
    }

    /** Whether the client had its answer before the process died. */
    boolean answered() {
        return crashes.get(0).point().startsWith("settle.");
    }
}
