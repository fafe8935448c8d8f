package dev.lockstep.features.batch;

/** How clients are told of the lines of a batch. */
public interface LineResults {

    /** What became of a line, as the answer to the batch would have it: JSON. */
    String of(String knowledgeBase, LineResult result);
}
