package dev.lockstep.models.embedding;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A model that turns text into vectors of unit length, so that their dot product is their cosine.
 *
 * <p>Nothing blocks the caller: both {@code embed} methods compute elsewhere and complete on the Vert.x context that
 * they were called on, if any. What they return does its work once per subscription, and stops when it is cancelled.
 * Both fail with {@link dev.lockstep.domain.Overloaded} before anything is computed when too much is waiting, and with
 * {@link dev.lockstep.domain.Unavailable} when the model can't be used.
 */
public interface EmbeddingModel {

    /** The identity to store with vectors: another id means other vectors. */
    ModelId id();

    /**
     * The length of every vector.
     *
     * @throws dev.lockstep.domain.Unavailable while nobody knows, see {@link #ready}
     */
    int dimension();

    /** Makes sure that the dimension is known: a model whose settings do not say it is asked for a vector. */
    default Uni<Void> ready() {
        return Uni.createFrom().voidItem();
    }

    /** Tells whether its vectors have that length. A model that has given none yet takes the word of what is stored with it. */
    default boolean gives(int dimension) {
        return dimension == dimension();
    }

    /** The longest document text the model reads, in tokens of {@link #tokenizer()}. */
    int maxTokens();

    /**
     * The longest query the model reads, in tokens. It is shorter than {@link #maxTokens()} where the model wants instructions before a
     * query.
     */
    int maxQueryTokens();

    /** The model's own tokenizer: what counts for the two limits. */
    Tokenizer tokenizer();

    /** The languages that it was trained to read, where that is declared. */
    default ModelLanguages languages() {
        return ModelLanguages.UNDECLARED;
    }

    /**
     * The vector to search with. Only the first {@link #maxQueryTokens()} tokens are read; compare with
     * {@link Tokenizer#count} to tell the caller so. A query without any token is refused.
     */
    Uni<float[]> embedQuery(String query);

    /**
     * The vectors of these texts, in their order. Nothing is cut: a text over {@link #maxTokens()} fails the whole call
     * as {@link dev.lockstep.domain.Inconsistent}, since chunks are made to fit.
     */
    Uni<List<float[]>> embedDocuments(List<String> texts);

    /**
     * Does the same, and tells how far it is.
     *
     * @param embedded takes how many more texts are embedded, on any thread, and must not keep it
     */
    default Uni<List<float[]>> embedDocuments(List<String> texts, IntConsumer embedded) {
        return embedDocuments(texts).invoke(all -> embedded.accept(all.size()));
    }
}
