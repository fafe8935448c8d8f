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
        /** It becomes whole in the background, then serves. */
        BUILDING,
        /** It could not be made whole; it can be resumed. */
        FAILED,
        /** It serves. */
        LIVE,
        /** It has served, and can be gone back to. */
        RETIRED,
        /** It is being removed. */
        DROPPING,
        /** It is gone. */
        DROPPED
    }

    /**
     * Tells whether the generation has a collection of its own, as all from the second on have. The first may share one, whose name has
     * no id.
     */
    public boolean hasCollectionOfItsOwn() {
        return collection.contains(knowledgeBase.toString());
    }

    /** The settings that differ between generations. */
    public record Settings(
            String embeddingModel,
            int dimension,
            Chunking chunking,
            @Nullable String language) {}
}
