/**
 * Text in, unit vectors out: embedding models behind one interface, run off the event loop on bounded threads.
 *
 * <p>Start with {@link dev.lockstep.embedding.EmbeddingModel}. Of the model that comes with Lockstep,
 * {@code BgeSmallModel} is the whole, {@code DjlTokenizer} turns text into token ids, {@code OnnxEncoder} turns those
 * into a vector, and {@code EmbeddingLane} decides who computes when. Another model is another implementation of the
 * interface, and needs none of these.
 */
@NullMarked
package dev.lockstep.embedding;

import org.jspecify.annotations.NullMarked;
