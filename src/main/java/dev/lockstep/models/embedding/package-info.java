/**
 * Embedding models turn text into unit vectors behind one interface, off the event loop on bounded threads.
 *
 * <p>Start with {@link dev.lockstep.models.embedding.EmbeddingModels}: it knows which there are, and which is whose. {@code BuiltInModel}
 * comes with Lockstep, {@code ConfiguredModel} loads others from a folder or from files and refuses what does not fit. Of both, {@code OnnxEmbeddingModel}
 * is the whole, {@code DjlTokenizer} turns text into token ids and {@code OnnxEncoder} turns those into a vector. {@code RemoteModel}
 * makes those that a server runs, see {@link dev.lockstep.models.embedding.remote}, and {@code ProvidedModel} those of
 * quarkus-langchain4j, see {@link dev.lockstep.models.provided}: both are a {@code RemoteEmbeddingModel}. For all of them {@code EmbeddingLane} decides who
 * computes when, and {@code QueryCache} remembers what was asked lately.
 */
@NullMarked
package dev.lockstep.models.embedding;

import org.jspecify.annotations.NullMarked;
