package dev.lockstep.engine.unitofwork;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Operation;
import io.smallrye.mutiny.Uni;

/** Makes the steps of a participant from the operations that clients put into transactions. */
public interface Planner {

    /** Returns the {@link Participant#name} of the participant that these operations belong to. */
    String participant();

    /**
     * Checks an operation: everything that can be wrong with it is found here, before anything is staged.
     *
     * @throws dev.lockstep.domain.KnowledgeException when it can't be carried out
     */
    Uni<Plan> plan(Caller caller, Operation operation);
}
