package dev.lockstep.engine.livesearch;

import dev.lockstep.domain.PointId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** The hits that a round would show, if all of them are live. */
public interface Draft<A> {

    /** Returns what is to be shown, chosen from what was found. */
    List<PointId> chosen();

    /**
     * Returns what was found and is not live: superseded, deleted, or still being written. It is empty as long as
     * nobody has asked.
     */
    Set<PointId> dropped();

    /** Tells whether fewer are chosen than are wanted, though there may be more below. */
    boolean tooFew();

    /** Returns a draft that is chosen from what is live alone; it asks the catalog, unless that was done. */
    Uni<Draft<A>> sifted();

    /** Asks the catalog, at one instant, for what was chosen. */
    Uni<Reading<A>> read();

    /**
     * The catalog's answer about what was chosen.
     *
     * @param answer with those of the chosen that are live
     * @param live the chosen points that are
     */
    record Reading<A>(A answer, Set<PointId> live) {
        public Reading {
            live = Set.copyOf(live);
        }
    }
}
