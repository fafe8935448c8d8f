package dev.lockstep.domain;

/**
 * Follows a write while it is made. It is told on any thread, and must not keep that thread.
 *
 * <p>Chunks are counted once: {@link #embedding} says how many there are and of how many the embedding is known already, each
 * {@link #embedded} how many more it is.
 */
public interface WriteProgress {

    WriteProgress NONE = new WriteProgress() {};

    default void chunking() {}

    default void embedding(int known, int chunks) {}

    default void embedded(int more) {}

    /**
     * Says that from here on the write is carried out, and then stored or undone.
     *
     * @throws KnowledgeException when it is not to be any more: nothing is stored then
     */
    default void storing(KnowledgeBaseId into) {}
}
