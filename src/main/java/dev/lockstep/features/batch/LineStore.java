package dev.lockstep.features.batch;

import dev.lockstep.features.documents.DocumentInsertion;
import io.smallrye.mutiny.Uni;

/**
 * Stores the lines of a file. It is called in their order, except for lines that wait for an earlier one of the same
 * document; several are under way at once.
 */
@FunctionalInterface
public interface LineStore {

    /**
     * Stores a line; a failure of it is an outcome, too.
     *
     * @param document what stands on it; its failure is an outcome too
     */
    Uni<InsertionOutcome> store(long line, Uni<DocumentInsertion> document);
}
