package dev.lockstep.features.reconciliation;

import io.smallrye.mutiny.Uni;

/** A way to compare the stores from one end to the other, and to mend what differs. */
interface Duty {

    /** As in the table of passes. */
    String name();

    /** Works through everything that the order covers, and counts in the run's tally. */
    Uni<Void> carryOut(Order order, PassRun run);
}
