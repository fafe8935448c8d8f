package dev.lockstep.engine.livesearch;

import dev.lockstep.engine.buffer.CompleteBuffer;
import io.smallrye.mutiny.Uni;

/** The part of a kind of query that differs in each of its rounds: {@link LiveRounds} tells the story. */
@FunctionalInterface
public interface LiveSearch<A> {

    /**
     * Finds what may be live, and chooses from it what is to be shown.
     *
     * @param buffer as it is in this round
     * @param depth at most so many points of each leg
     */
    Uni<Draft<A>> draft(CompleteBuffer buffer, int depth);
}
