package dev.lockstep.engine.claims;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Ends the leases of everybody else when nobody else can be at work, once and before anything is claimed. Then what a
 * killed process left need not wait until its leases have run out. A process that shares its database has nothing to
 * take over.
 */
public final class TakeOver {

    private final Supplier<Uni<Void>> endAllLeases;

    private volatile boolean due;

    TakeOver(boolean due, Supplier<Uni<Void>> endAllLeases) {
        this.due = due;
        this.endAllLeases = endAllLeases;
    }

    /** Tells whether there is still something to take over, and claiming must wait for that. */
    public boolean isDue() {
        return due;
    }

    /** Does what must be done before anything is claimed. When it fails, it is due again the next time. */
    public Uni<Void> first() {
        return Uni.createFrom()
                .deferred(() -> due
                        ? endAllLeases.get().invoke(() -> due = false)
                        : Uni.createFrom().voidItem());
    }
}
