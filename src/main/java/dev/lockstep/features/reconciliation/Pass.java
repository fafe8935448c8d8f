package dev.lockstep.features.reconciliation;

import io.smallrye.mutiny.Uni;

/** A way to compare the stores from one end to the other, and to mend what differs. */
interface Pass {

    /** Returns the name that stands in the table of passes. */
    String name();

    /** Returns what the pass is for, in one sentence. */
    String purpose();

    /** Works through everything that the order covers, and counts in the run's tally. */
    Uni<Void> carryOut(Order order, PassRun run);
}
