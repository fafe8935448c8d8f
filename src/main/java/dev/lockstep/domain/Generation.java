package dev.lockstep.domain;

import org.jspecify.annotations.Nullable;

/**
 * One way to hold the vectors of a knowledge base: a model, how text is cut, and the collection where they are. One generation
 * of a knowledge base serves at a time; another may be under construction, and the one before is kept for a while.
 *
 * @param number never used again within its knowledge base
 */
public record Generation(KnowledgeBaseId knowledgeBase, int number, State state, String collection, Settings settings) {

    public enum State {
        /** Becomes whole in the background, then serves. */
        BUILDING,
        /** Could not be made whole; can be resumed. */
        FAILED,
        /** Serves. */
        LIVE,
        /** Has served, and can be gone back to. */
        RETIRED,
        /** Is being removed. */
        DROPPING,
        /** Is gone. */
        DROPPED
    }

    /** From the second on always. The first may share one, whose name has no id. */
    public boolean hasCollectionOfItsOwn() {
        return collection.contains(knowledgeBase.toString());
    }

    /** What differs between generations. */
    public record Settings(
            String embeddingModel,
            int dimension,
            Chunking chunking,
            @Nullable String language) {}
}
