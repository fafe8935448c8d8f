package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.PointId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** What a round would show, if all of it is live. */
public interface Draft<A> {

    /** What is to be shown, chosen from what was found. */
    List<PointId> chosen();

    /** What was found and is not live: superseded, deleted, or still being written. Empty as long as nobody has asked. */
    Set<PointId> dropped();

    /** Whether less is chosen than is wanted, though there may be more below. */
    boolean tooFew();

    /** The same, chosen from what is live alone; asks the catalog, unless that was done. */
    Uni<Draft<A>> sifted();

    /** Asks the catalog, at one instant, for what was chosen. */
    Uni<Reading<A>> read();

    /**
     * What the catalog says of what was chosen.
     *
     * @param answer with what of it is live
     * @param live the chosen points that are
     */
    record Reading<A>(A answer, Set<PointId> live) {
        public Reading {
            live = Set.copyOf(live);
        }
    }
}
