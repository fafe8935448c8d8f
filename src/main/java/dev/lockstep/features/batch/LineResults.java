package dev.lockstep.features.batch;

/** The form in which clients are told of the lines of a batch. */
public interface LineResults {

    /** Returns the result of a line as JSON, as the answer to the batch would have it. */
    String of(String knowledgeBase, LineResult result);
}
