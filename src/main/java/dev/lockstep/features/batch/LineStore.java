package dev.lockstep.features.batch;

import dev.lockstep.features.documents.DocumentInsertion;
import io.smallrye.mutiny.Uni;

/**
 * What is done with the lines of a file: called in their order, but for lines that wait for an earlier one of the same document;
 * several are under way at once.
 */
@FunctionalInterface
public interface LineStore {

    /**
     * Stores a line; what goes wrong with it is an outcome.
     *
     * @param document what stands on it; its failure is an outcome too
     */
    Uni<InsertionOutcome> store(long line, Uni<DocumentInsertion> document);
}
