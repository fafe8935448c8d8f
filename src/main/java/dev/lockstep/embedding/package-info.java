/**
 * Text in, unit vectors out: embedding models behind one interface, run off the event loop on bounded threads.
 *
 * <p>Start with {@link dev.lockstep.embedding.EmbeddingModels}: which there are, and which is whose. {@code BuiltInModel}
 * comes with Lockstep, {@code ConfiguredModel} loads others from files and refuses what does not fit. Of both,
 * {@code OnnxEmbeddingModel} is the whole, {@code DjlTokenizer} turns text into token ids, {@code OnnxEncoder} turns those
 * into a vector, and {@code EmbeddingLane} decides who computes when. A model that is not run in process is another
 * implementation of {@link dev.lockstep.embedding.EmbeddingModel}, and needs none of these.
 *
 * <p>{@link dev.lockstep.embedding.Rerankers} has the model that reads the best hits once more, if one is configured:
 * {@code OnnxReranker} in process, {@code RemoteReranker} behind HTTP.
 */
@NullMarked
package dev.lockstep.embedding;

import org.jspecify.annotations.NullMarked;
