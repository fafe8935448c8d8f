/**
 * The optional model that reads the best hits once more together with the query, and puts them into a better order.
 *
 * <p>Start with {@link dev.lockstep.models.rerank.Rerankers}: {@code OnnxReranker} runs in process, {@code RemoteReranker}
 * behind HTTP.
 */
@NullMarked
package dev.lockstep.models.rerank;

import org.jspecify.annotations.NullMarked;
